"use client";

import { useState } from "react";
import { toBlindStretches } from "#components/timeline/blind-stretches.ts";
import { toDrawnTracks, toGhostStretch, toSummaryTrack } from "#components/timeline/ghost-stretch.ts";
import { LaneTable } from "#components/timeline/lane-table.tsx";
import { MarkRow } from "#components/timeline/mark-row.tsx";
import { PlotRow } from "#components/timeline/plot-row.tsx";
import type { Scene } from "#components/timeline/scene.ts";
import { BlindSpotBar, GhostOutline, SpanBar } from "#components/timeline/span-bar.tsx";
import { ResourceLink } from "#components/ui/resource-link.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import type { Scope } from "#lib/domain/scope.ts";
import type { Lane, Track } from "#lib/report/schema.ts";

type LaneViewProps = {
  readonly lane: Lane;
  readonly scene: Scene;
  readonly scope: Scope;
  readonly shape: "open" | "line";
  readonly selected: "yes" | "no";
  readonly onToggle: (lane: Lane) => void;
};

/** One instance: a row of moments and a row for each service, or a single line while it needs nobody. */
export function LaneView({ lane, scene, scope, shape, selected, onToggle }: LaneViewProps) {
  const [tableShown, setTableShown] = useState(false);
  const summary = toSummaryTrack(lane, scene.windowFrom);
  return (
    <li
      className={`border-t border-line py-0.5 ${selected === "yes" ? "bg-sunken/50" : ""}`}
      data-lane={lane.instanceId}
    >
      <div className="lane-row">
        <div className="flex min-w-0 items-center gap-1.5 px-2">
          <button
            type="button"
            className="quiet-button w-5 flex-none text-center"
            aria-expanded={shape === "open"}
            aria-label={`${lane.letter}, ${lane.instanceId}: all tracks`}
            onClick={() => onToggle(lane)}
          >
            {shape === "open" ? "▾" : "▸"}
          </button>
          <span className="lane-letter" data-ghost={lane.ghost}>
            {lane.letter}
          </span>
          <ResourceLink
            scope={scope}
            kind="instance"
            id={lane.instanceId}
            className="id flex-none text-[0.71875rem]"
          />
          <span className="lane-state min-w-0 flex-1 leading-none">
            {!lane.ghost && (
              <StateChip tone={lane.tone}>
                <span className="truncate">{lane.state}</span>
              </StateChip>
            )}
          </span>
          <button
            type="button"
            className="quiet-button flex-none"
            aria-pressed={tableShown}
            aria-label={`${lane.letter}, ${lane.instanceId}: as a table`}
            onClick={() => setTableShown(!tableShown)}
          >
            <svg
              viewBox="0 0 12 12"
              width="12"
              height="12"
              aria-hidden="true"
              fill="none"
              stroke="currentColor"
            >
              <path d="M.5 1.5h11v9H.5zM.5 4.5h11M.5 7.5h11M4.5 1.5v9" />
            </svg>
          </button>
        </div>
        {shape === "open" || summary === undefined ? (
          <PlotRow label={`${lane.instanceId}: moments`}>
            <MarkRow marks={lane.marks} scene={scene} />
          </PlotRow>
        ) : (
          <TrackPlot lane={lane} track={summary} scene={scene} />
        )}
      </div>
      {shape === "open" &&
        toDrawnTracks(lane).map((track) => (
          <div key={track.track} className="lane-row">
            <span className="truncate pr-2 pl-14 text-[0.75rem] text-muted max-md:pl-3">{track.label}</span>
            <TrackPlot lane={lane} track={track} scene={scene} />
          </div>
        ))}
      {tableShown && (
        <div className="relative border-t border-line bg-surface px-3 pt-1">
          <LaneTable lane={lane} scene={scene} />
        </div>
      )}
    </li>
  );
}

type TrackPlotProps = { readonly lane: Lane; readonly track: Track; readonly scene: Scene };

function TrackPlot({ lane, track, scene }: TrackPlotProps) {
  const ghost = track.track === "ec2" ? toGhostStretch(lane, scene.windowFrom) : undefined;
  return (
    <PlotRow label={`${lane.instanceId}: ${track.label}`}>
      {track.spans
        .filter((span) => ghost?.spans.includes(span) !== true)
        .map((span) => (
          <SpanBar
            key={`${span.from} ${span.state} ${span.certainty}`}
            span={span}
            track={track}
            scene={scene}
          />
        ))}
      {toBlindStretches(track, scene.blindSpots, scene.now).map((spot) => (
        <BlindSpotBar key={spot.from} spot={spot} track={track} scene={scene} />
      ))}
      {ghost !== undefined && (
        <GhostOutline from={ghost.from} span={ghost.spans[0]} track={track} scene={scene} />
      )}
    </PlotRow>
  );
}
