// vis-timeline with the same lanes: a group for each, a range or point for each span and mark.
import { DataSet } from "vis-data/peer";
import { Timeline } from "vis-timeline/peer";
import "vis-timeline/styles/vis-timeline-graph2d.css";

globalThis.peer = {
  mount(container, { lanes, from, to }) {
    const groups = new DataSet(lanes.map(({ instanceId }) => ({ id: instanceId, content: instanceId })));
    const items = new DataSet(
      lanes.flatMap(({ instanceId, items: own }, lane) =>
        own.map((item, index) => ({
          id: `${lane} ${index}`,
          group: instanceId,
          content: item.text,
          start: item.from,
          ...(item.to === item.from ? { type: "point" } : { end: item.to, type: "range" }),
        })),
      ),
    );
    const timeline = new Timeline(container, items, groups, {
      start: from,
      end: to,
      stack: false,
      height: "700px",
      verticalScroll: true,
      zoomKey: "ctrlKey",
      editable: false,
      showTooltips: false,
    });
    return (start, end) => timeline.setWindow(start, end, { animation: false });
  },
};
