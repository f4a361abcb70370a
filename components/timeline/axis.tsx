import { toClockText, toDayText } from "#components/format/time-text.ts";
import { toPercent, toTicks } from "#components/timeline/geometry.ts";
import type { Scene } from "#components/timeline/scene.ts";

const ticksWanted = 7;
/** A label that would begin further right than this is written to the left of its line. */
const turnAtPercent = 84;
/** Beyond this a tick has no room for its words. */
const lastLabelPercent = 94;

/** The time axis: round UTC times, and below them now and the deadlines that are near enough to be drawn. */
export function Axis({ scene }: { readonly scene: Scene }) {
  const { domain, now, deadlines, recordedFrom } = scene;
  const recordedAt = recordedFrom === undefined ? undefined : toPercent(domain, recordedFrom);
  const labelled = toTicks(domain, ticksWanted).filter((tick) => tick.left < lastLabelPercent);
  return (
    <div className="lane-row text-[0.75rem] text-muted">
      <span className="px-3">time, UTC</span>
      <div
        className={`plot ${deadlines.length > 0 || recordedAt !== undefined ? "h-[3.1rem]" : "h-9"}`}
        aria-hidden="true"
      >
        {labelled.map((tick) => (
          <span
            key={tick.at}
            className="absolute top-0 whitespace-nowrap pl-1"
            style={{ left: `${tick.left}%` }}
          >
            {tick.newDay ? `${toDayText(tick.at).slice(5)} ` : ""}
            {toClockText(tick.at).slice(0, 5)}
          </span>
        ))}
        <span
          className="absolute top-4 -translate-x-full whitespace-nowrap pr-1.5 text-ink"
          style={{ left: `${toPercent(domain, now)}%` }}
        >
          {scene.ends} {toClockText(now)}
        </span>
        {recordedAt !== undefined && (
          <span
            className={`absolute bottom-0 whitespace-nowrap px-1 ${recordedAt > 50 ? "-translate-x-full" : ""}`}
            style={{ left: `${recordedAt}%` }}
          >
            recorded from here
          </span>
        )}
        {deadlines.map((deadline) => {
          const left = toPercent(domain, deadline.at);
          return (
            <span
              key={deadline.at}
              data-tone="waiting"
              className={`absolute bottom-0 whitespace-nowrap bg-surface px-1 font-semibold text-(--fg) ${left > turnAtPercent ? "-translate-x-full" : ""}`}
              style={{ left: `${left}%` }}
            >
              {toClockText(deadline.at)} {deadline.label}
            </span>
          );
        })}
      </div>
    </div>
  );
}

/** The lines behind all rows: the grid, what lies ahead, now, deadlines. */
export function GridLines({ scene }: { readonly scene: Scene }) {
  const { domain, now, deadlines, recordedFrom } = scene;
  return (
    <div className="plot-grid" aria-hidden="true">
      <div className="future" style={{ left: `${toPercent(domain, now)}%` }} />
      {toTicks(domain, ticksWanted).map((tick) => (
        <div key={tick.at} className="grid-line" style={{ left: `${tick.left}%` }} />
      ))}
      {deadlines.map((deadline) => (
        <div
          key={deadline.at}
          className="deadline-line"
          style={{ left: `${toPercent(domain, deadline.at)}%` }}
        />
      ))}
      {recordedFrom !== undefined && (
        <div className="recorded-line" style={{ left: `${toPercent(domain, recordedFrom)}%` }} />
      )}
      <div className="now-line" style={{ left: `${toPercent(domain, now)}%` }} />
    </div>
  );
}
