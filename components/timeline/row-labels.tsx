"use client";

import { memo } from "react";
import type { Row } from "#components/timeline/plan/plan.ts";
import { ResourceLink } from "#components/ui/resource-link.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import type { Scope } from "#lib/domain/scope.ts";
import type { Lane } from "#lib/report/schema.ts";

export type LabelActions = {
  readonly onToggle: (lane: Lane) => void;
  readonly onTable: (lane: Lane) => void;
};

type RowLabelProps = LabelActions & {
  readonly row: Row;
  readonly scope: Scope;
  readonly selected: "yes" | "no";
  readonly tabled: "yes" | "no";
};

/** What stands left of a row: for a lane its name, state and what can be done with it, for a track who says it. */
export const RowLabel = memo(function RowLabel({
  row,
  scope,
  selected,
  tabled,
  onToggle,
  onTable,
}: RowLabelProps) {
  const style = { top: row.top, height: row.height };
  if (row.kind !== "lane") {
    return (
      <div className="row-label row-label-track" style={style}>
        <span className="truncate" title={row.label}>
          {row.label}
        </span>
      </div>
    );
  }
  const { lane, shape } = row;
  const name = `${lane.letter}, ${lane.instanceId}`;
  return (
    <div className="row-label" style={style} data-lane={lane.instanceId} data-selected={selected}>
      <button
        type="button"
        className="quiet-button lane-toggle"
        aria-expanded={shape === "open"}
        aria-label={`${name}: all tracks`}
        onClick={() => onToggle(lane)}
      >
        {shape === "open" ? "▾" : "▸"}
      </button>
      <span className="lane-letter" data-ghost={lane.ghost}>
        {lane.letter}
      </span>
      <span className="lane-id">
        <ResourceLink scope={scope} kind="instance" id={lane.instanceId} className="id text-[0.71875rem]" />
      </span>
      <span className="lane-state">
        <StateChip tone={lane.tone}>
          <span className="truncate">{lane.ghost ? "gone" : lane.state}</span>
        </StateChip>
      </span>
      <button
        type="button"
        className="quiet-button flex-none leading-none"
        aria-pressed={tabled === "yes"}
        aria-label={`${name}: as a table`}
        onClick={() => onTable(lane)}
      >
        <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" fill="none" stroke="currentColor">
          <path d="M.5 1.5h11v9H.5zM.5 4.5h11M.5 7.5h11M4.5 1.5v9" />
        </svg>
      </button>
    </div>
  );
});
