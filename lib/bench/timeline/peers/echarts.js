// ECharts with the same lanes: a custom series of rectangles over a category axis of lanes, zoomed and scrolled by its data zooms.
import { CustomChart } from "echarts/charts";
import { DataZoomComponent, GridComponent } from "echarts/components";
import { graphic, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([CustomChart, GridComponent, DataZoomComponent, CanvasRenderer]);

const colours = {
  good: "#d8eee1",
  busy: "#dbe8f8",
  waiting: "#fbeccb",
  bad: "#fbe0dd",
  idle: "#eceef0",
  gone: "#ffffff",
  unknown: "#c3c9cf",
};
const rowsSeen = 32;

globalThis.peer = {
  mount(container, { lanes, from, to }) {
    container.style.height = "700px";
    const chart = init(container, undefined, { renderer: "canvas" });
    const data = lanes.flatMap(({ items }, lane) =>
      items.map((item) => ({
        value: [lane, item.from, item.to, item.text],
        itemStyle: { color: colours[item.tone] },
      })),
    );
    chart.setOption({
      animation: false,
      grid: { left: 190, right: 10, top: 10, bottom: 30 },
      xAxis: { type: "time", min: from, max: to },
      yAxis: { type: "category", data: lanes.map(({ instanceId }) => instanceId), inverse: true },
      dataZoom: [
        { type: "inside", xAxisIndex: 0, filterMode: "weakFilter", startValue: from, endValue: to },
        {
          type: "inside",
          yAxisIndex: 0,
          filterMode: "weakFilter",
          startValue: 0,
          endValue: rowsSeen,
          zoomLock: true,
        },
      ],
      series: [
        {
          type: "custom",
          encode: { x: [1, 2], y: 0 },
          data,
          renderItem(params, api) {
            const start = api.coord([api.value(1), api.value(0)]);
            const end = api.coord([api.value(2), api.value(0)]);
            const height = api.size([0, 1])[1] * 0.8;
            const shape = graphic.clipRectByRect(
              { x: start[0], y: start[1] - height / 2, width: Math.max(2, end[0] - start[0]), height },
              params.coordSys,
            );
            return (
              shape && {
                type: "rect",
                shape,
                style: { ...api.style(), stroke: "#848d95" },
                textContent:
                  shape.width > 40
                    ? {
                        style: {
                          text: String(api.value(3)),
                          fontSize: 11,
                          width: shape.width,
                          overflow: "truncate",
                        },
                      }
                    : undefined,
                textConfig: { position: "inside" },
              }
            );
          },
        },
      ],
    });
    return (start, end) =>
      chart.dispatchAction({ type: "dataZoom", dataZoomIndex: 0, startValue: start, endValue: end });
  },
};
