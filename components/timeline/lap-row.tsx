import { toDurationText, toMomentText } from "#components/format/time-text.ts";
import { placeStretch } from "#components/timeline/geometry.ts";
import { PlotRow } from "#components/timeline/plot-row.tsx";
import type { Scene } from "#components/timeline/scene.ts";
import type { Lap } from "#lib/report/schema.ts";

/** The turns of the loop as numbered bands, a row for each Auto Scaling group. */
export function LapRows({ laps, scene }: { readonly laps: readonly Lap[]; readonly scene: Scene }) {
  const groups = [...new Set(laps.map((lap) => lap.autoScalingGroup))];
  return groups.map((group) => (
    <div key={group} className="lane-row">
      <span className="truncate px-3 text-[0.75rem] font-semibold">
        laps{groups.length > 1 ? ` of ${group}` : ""}
      </span>
      <PlotRow label={`Laps of ${group}`}>
        {laps
          .filter((lap) => lap.autoScalingGroup === group)
          .map((lap) => (
            <LapBand key={lap.number} lap={lap} scene={scene} />
          ))}
      </PlotRow>
    </div>
  ));
}

function LapBand({ lap, scene }: { readonly lap: Lap; readonly scene: Scene }) {
  const stretch = { from: Date.parse(lap.from), to: lap.to === null ? null : Date.parse(lap.to) };
  const place = placeStretch(scene.domain, stretch, scene.now);
  if (place === undefined) return null;
  const lines = toLapLines(lap, scene.now);
  return (
    <button
      type="button"
      tabIndex={-1}
      data-item
      data-tip={lines.join("\n")}
      aria-label={lines.join(", ")}
      data-open={lap.to === null}
      className="lap-band"
      style={{ left: `${place.left}%`, width: `${place.width}%` }}
    >
      <span>lap </span>
      {lap.number}
      {lap.endedBy !== null && <span className="text-muted">, {lap.endedBy}</span>}
    </button>
  );
}

function toLapLines(lap: Lap, now: number): readonly string[] {
  const from = Date.parse(lap.from);
  const to = lap.to === null ? now : Date.parse(lap.to);
  const lines = [
    `lap ${lap.number}${lap.endedBy === null ? "" : `, ${lap.endedBy}`}`,
    lap.autoScalingGroup,
    lap.to === null
      ? `since ${toMomentText(from, now)} UTC, ${toDurationText(to - from)} so far`
      : `${toMomentText(from, now)} to ${toMomentText(to, now)} UTC, ${toDurationText(to - from)}`,
  ];
  if (lap.instanceId !== null) lines.push(`instance ${lap.instanceId}`);
  if (lap.deploymentId !== null) lines.push(`deployment ${lap.deploymentId}`);
  return lines;
}
