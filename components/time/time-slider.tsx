"use client";

import { type CSSProperties, useEffect, useRef } from "react";
import { toClockText, toDayText, toMomentText } from "#components/format/time-text.ts";
import { isNow, moveByKey, type TimeRange } from "#components/time/time-range.ts";
import { useDrag } from "#components/time/use-drag.ts";
import { secondMs } from "#lib/domain/time.ts";

type TimeSliderProps = {
  readonly range: TimeRange;
  /** Where the page stands; undefined is now. */
  readonly at: number | undefined;
  readonly recordedFrom: string | null;
  readonly onPreview: (at: number | undefined) => void;
  readonly onGo: (at: number | undefined) => void;
};

/** The recorded past as a slider; its right end is now. */
export function TimeSlider({ range, at, recordedFrom, onPreview, onGo }: TimeSliderProps) {
  const inputRef = useRef<HTMLInputElement>(null);
  const toTarget = (moved: number) => (isNow(moved, range) ? undefined : moved);
  const drag = useDrag({
    onMove: (moved) => onPreview(toTarget(moved)),
    onEnd: (moved) => onGo(toTarget(moved)),
  });
  const shown = drag.at === undefined ? at : toTarget(drag.at);
  const { end } = drag;
  // React's onChange is the browser's input event; change comes when the slider is let go.
  useEffect(() => {
    const input = inputRef.current;
    input?.addEventListener("change", end);
    return () => input?.removeEventListener("change", end);
  });
  const recordedAt = `${100 * (range.recordedShare ?? 0)}%`;
  return (
    <div className="time-slider" style={{ "--recorded": recordedAt } as CSSProperties}>
      <span className="time-end">{toMomentText(range.from, range.to).slice(0, -3)}</span>
      <div className="time-track">
        <input
          ref={inputRef}
          type="range"
          aria-label="Time shown"
          aria-valuetext={toValueText(shown, range.to)}
          min={range.from}
          max={range.to}
          step={secondMs}
          value={shown ?? range.to}
          onChange={(event) => drag.move(event.target.valueAsNumber, "pointer")}
          onKeyDown={(event) => {
            const moved = moveByKey(event.key, shown ?? range.to, range);
            if (moved === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
            event.preventDefault();
            drag.move(moved, "keys");
          }}
          onBlur={end}
        />
        {range.recordedShare !== undefined && <span className="time-boundary" aria-hidden="true" />}
        <Boundary range={range} recordedFrom={recordedFrom} />
      </div>
      <span className="time-shown">
        {shown === undefined ? "now" : toMomentText(shown, range.to)}
        {shown !== undefined && <span className="zone"> UTC</span>}
      </span>
    </div>
  );
}

type BoundaryProps = { readonly range: TimeRange; readonly recordedFrom: string | null };

/** Where the recording begins, in words below the track: to the side with more room. */
function Boundary({ range, recordedFrom }: BoundaryProps) {
  const share = range.recordedShare;
  const since =
    recordedFrom === null ? undefined : toMomentText(Date.parse(recordedFrom), range.to).slice(0, -3);
  return (
    <span
      className="time-boundary-label"
      data-side={share === undefined ? "none" : share > 0.5 ? "left" : "right"}
    >
      {since === undefined ? "nothing recorded yet" : `recorded since ${since} UTC`}
      {share !== undefined && <span className="max-md:sr-only">; before: what AWS still knows</span>}
    </span>
  );
}

/** While it is now, the seconds are left out: a screen reader would say every one of them. */
function toValueText(at: number | undefined, now: number): string {
  if (at === undefined) return `now, ${toDayText(now)} ${toClockText(now).slice(0, 5)} UTC`;
  return `${toDayText(at)} ${toClockText(at)} UTC`;
}
