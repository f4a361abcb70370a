"use client";

import { type KeyboardEvent, type ReactNode, type RefObject, useRef, useState } from "react";
import { Axis, GridLines } from "#components/timeline/axis.tsx";
import { isCalm, lanesShownAtFirst, sortLanes, takeLanes } from "#components/timeline/lane-order.ts";
import { LaneView } from "#components/timeline/lane-view.tsx";
import { LapRows } from "#components/timeline/lap-row.tsx";
import { Legend } from "#components/timeline/legend.tsx";
import { enterRows, moveFocus } from "#components/timeline/move-focus.ts";
import { toScene } from "#components/timeline/scene.ts";
import { Tooltip } from "#components/timeline/tooltip.tsx";
import { Moment } from "#components/ui/moment.tsx";
import type { Lane, Report } from "#lib/report/schema.ts";

type TimelineProps = {
  readonly report: Report;
  readonly lanes: readonly Lane[];
  readonly selected: string | undefined;
  readonly size?: "dense" | "large";
  readonly onSelect?: (instanceId: string | undefined) => void;
  /** Controls that stand in the timeline's head. */
  readonly children?: ReactNode;
};

/** The instances of a group on one time axis. */
export function Timeline({ report, lanes, selected, size = "dense", onSelect, children }: TimelineProps) {
  const [toggled, setToggled] = useState<ReadonlyMap<string, "open" | "line">>(new Map());
  const [limit, setLimit] = useState(lanesShownAtFirst);
  const rootRef = useRef<HTMLElement>(null);
  const scene = toScene(report);
  const shown = takeLanes(sortLanes(lanes), limit, selected);
  const toShape = (lane: Lane) =>
    toggled.get(lane.instanceId) ?? (isCalm(lane) && lane.instanceId !== selected ? "line" : "open");

  function toggle(lane: Lane) {
    const next = toShape(lane) === "open" ? "line" : "open";
    setToggled(new Map(toggled).set(lane.instanceId, next));
    onSelect?.(next === "open" ? lane.instanceId : undefined);
  }

  return (
    <section ref={rootRef} aria-label="Timeline" className="panel overflow-hidden pb-1">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-1.5">
        {children}
        <Legend />
        <KeyHint root={rootRef} />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys only move between the buttons inside */}
      <div className={`timeline ${size === "large" ? "timeline-large" : ""}`} onKeyDown={onArrow}>
        <GridLines scene={scene} />
        <Axis scene={scene} />
        <LapRows laps={report.laps} scene={scene} />
        <ul>
          {shown.map((lane) => (
            <LaneView
              key={lane.instanceId}
              lane={lane}
              scene={scene}
              scope={report.scope}
              shape={toShape(lane)}
              selected={lane.instanceId === selected ? "yes" : "no"}
              onToggle={toggle}
            />
          ))}
        </ul>
      </div>
      {scene.beyond.map((deadline) => (
        <p key={deadline.at} className="truncate border-t border-line px-3 pt-1 text-[0.75rem] text-muted">
          Further ahead than drawn: <Moment iso={new Date(deadline.at).toISOString()} at={report.at} />{" "}
          {deadline.label}, {deadline.text}
        </p>
      ))}
      {lanes.length === 0 && <p className="px-3 py-4 text-muted">No instance is known in this window.</p>}
      {lanes.length > shown.length && (
        <p className="border-t border-line px-3 py-2">
          <button type="button" className="button" onClick={() => setLimit(limit + lanesShownAtFirst)}>
            Show {Math.min(lanesShownAtFirst, lanes.length - shown.length)} more
          </button>{" "}
          <span className="text-muted">
            {lanes.length - shown.length} instances are not shown; those in trouble come first.
          </span>
        </p>
      )}
      <Tooltip root={rootRef} />
    </section>
  );
}

function onArrow(event: KeyboardEvent<HTMLElement>) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (moveFocus(event.currentTarget, event.key)) event.preventDefault();
}

/** The one tab stop of the drawing: it leads to the first item, from where arrow keys go on. */
function KeyHint({ root }: { readonly root: RefObject<HTMLElement | null> }) {
  return (
    <button
      type="button"
      className="quiet-button ml-auto"
      onClick={() => root.current !== null && enterRows(root.current)}
    >
      Go through with arrow keys
    </button>
  );
}
