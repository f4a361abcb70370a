"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef } from "react";
import type { Stage } from "#components/timeline/hands/stage.ts";
import { startHands } from "#components/timeline/hands/start-hands.ts";
import { ItemGrid, toTipX } from "#components/timeline/item-grid.tsx";
import { OverviewStrip } from "#components/timeline/overview.tsx";
import { axisHeight, type Painted } from "#components/timeline/paint-loop.ts";
import { rowsOnPaper, toPaperHeight } from "#components/timeline/paper.ts";
import type { Item, Row } from "#components/timeline/plan/plan.ts";
import { toReactions } from "#components/timeline/react-to-hands.ts";
import { type LabelActions, RowLabel } from "#components/timeline/row-labels.tsx";
import { type SurfaceRefs, toSurfaces, usePainting } from "#components/timeline/use-painting.ts";
import { toZoneName } from "#components/timeline/view/zone.ts";
import type { Scope } from "#lib/domain/scope.ts";

type DrawingProps = LabelActions & {
  readonly refs: SurfaceRefs;
  readonly stage: Stage;
  readonly painted: Painted;
  readonly scope: Scope;
  readonly selected: string | undefined;
  /** Whose table stands below. */
  readonly tabled: string | undefined;
  readonly onPin: (row: Row, item: Item, at: number) => void;
};

/** The overview, the axis with its bands, and below them the lanes: painted beside labels that are real links and buttons. */
export function TimelineDrawing(props: DrawingProps) {
  const { refs, stage, painted, scope, onPin } = props;
  const { plan, zone, form, medium } = painted;
  usePainting(refs, stage, painted);
  useHands(props);
  const visible = useVisibleRows(refs, painted);
  const selectedRow = props.selected;
  useRevealed(refs, painted, selectedRow);

  function reveal(row: Row, item: Item) {
    const surfaces = toSurfaces(refs);
    if (surfaces === undefined) return { x: 0, y: 0 };
    const { scroller, plot, bands, lanes } = surfaces;
    if (row.kind !== "band") scrollToRow(scroller, row);
    const box = (row.kind === "band" ? bands : lanes).getBoundingClientRect();
    const y = row.kind === "band" ? row.top : row.top - scroller.scrollTop;
    const place = { x: box.left + toTipX(stage, item, plot.clientWidth), y: box.top + y + row.height };
    if (place.y < 0 || place.y > window.innerHeight)
      window.scrollBy({ top: place.y - window.innerHeight / 2 });
    return place;
  }

  return (
    <div className="timeline-drawing">
      <div className="timeline-line">
        <span className="row-label-text">whole window</span>
        <OverviewStrip canvas={refs.overview} stage={stage} now={plan.now} />
      </div>
      <div className="timeline-line" style={{ height: axisHeight }}>
        <span className="row-label-text">
          {form === "relative"
            ? `time before and after ${plan.ends}`
            : `time, ${toAxisWords(zone, plan.now)}`}
        </span>
        <canvas ref={refs.axis} className="axis-canvas" />
      </div>
      <div className="timeline-line timeline-bands" style={{ height: plan.bandsHeight }}>
        <div className="timeline-labels">
          {plan.bands.map((row) => (
            <div
              key={row.key}
              className="row-label row-label-band"
              style={{ top: row.top, height: row.height }}
            >
              <span className="truncate">{row.label}</span>
            </div>
          ))}
        </div>
        <canvas ref={refs.bands} />
      </div>
      <div ref={refs.scroller} className="timeline-scroller" data-medium={medium}>
        <div
          className="timeline-rows"
          style={{ height: medium === "paper" ? toPaperHeight(plan) : plan.rowsHeight }}
        >
          <div className="timeline-labels">
            {visible.map((row) => (
              <RowLabel
                key={row.key}
                row={row}
                scope={scope}
                selected={row.kind !== "band" && row.lane.instanceId === props.selected ? "yes" : "no"}
                tabled={row.kind !== "band" && row.lane.instanceId === props.tabled ? "yes" : "no"}
                onToggle={props.onToggle}
                onTable={props.onTable}
              />
            ))}
          </div>
          <div ref={refs.plot} className="timeline-plot">
            <canvas ref={refs.lanes} />
          </div>
        </div>
      </div>
      <ItemGrid
        plan={plan}
        stage={stage}
        visible={visible}
        onPin={(row, item) => onPin(row, item, Math.min(item.from, plan.now))}
        onReveal={reveal}
      />
    </div>
  );
}

function toAxisWords(zone: Painted["zone"], now: number): string {
  return zone === "utc" ? "UTC" : `local, ${toZoneName(zone, now)}`;
}

/** The rows whose labels stand in the page: those in sight and a few around them; on paper all. */
function useVisibleRows(refs: SurfaceRefs, { plan, medium }: Painted): readonly Row[] {
  const { rows } = plan;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => refs.scroller.current,
    estimateSize: (index) => rows[index]?.height ?? 0,
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
    useFlushSync: false,
  });
  useLayoutEffect(() => {
    if (rows.length > 0) virtual.measure();
  }, [rows, virtual]);
  if (medium === "paper") return rows.slice(0, rowsOnPaper);
  return virtual.getVirtualItems().flatMap(({ index }) => rows[index] ?? []);
}

function useHands({ refs, stage, painted, onPin }: DrawingProps): void {
  const latest = useRef({ painted, onPin });
  useLayoutEffect(() => {
    latest.current = { painted, onPin };
  });
  useEffect(() => {
    const surfaces = toSurfaces(refs);
    if (surfaces === undefined) return;
    const { axis, bands, lanes, scroller } = surfaces;
    return startHands(
      [
        { part: "axis", element: axis },
        { part: "bands", element: bands },
        { part: "lanes", element: lanes },
      ],
      stage,
      () =>
        toReactions({
          ...latest.current,
          plan: latest.current.painted.plan,
          stage,
          plot: lanes,
          bands,
          scroller,
        }),
    );
  }, [refs, stage]);
}

/** Scrolls to a lane when it is selected from elsewhere. */
function useRevealed(refs: SurfaceRefs, { plan }: Painted, selected: string | undefined): void {
  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (selected === shown.current) return;
    shown.current = selected;
    const row = plan.rows.find((one) => one.kind === "lane" && one.lane.instanceId === selected);
    if (row !== undefined && refs.scroller.current !== null) scrollToRow(refs.scroller.current, row);
  }, [refs, plan, selected]);
}

function scrollToRow(scroller: HTMLElement, { top, height }: Row): void {
  const bottom = top + height - scroller.clientHeight;
  if (scroller.scrollTop > top) scroller.scrollTop = top;
  else if (scroller.scrollTop < bottom) scroller.scrollTop = bottom;
}
