"use client";

import { type CSSProperties, type KeyboardEvent, useEffect, useRef } from "react";
import { toClockText, toDayText, toMomentText } from "#components/format/time-text.ts";
import { moveByKey, type TimeRange } from "#components/time/time-range.ts";
import type { Drag } from "#components/time/use-drag.ts";
import { secondMs } from "#lib/domain/time.ts";

type TimeSliderProps = {
  readonly range: TimeRange;
  /** Where the thumb stands; undefined is now. */
  readonly at: number | undefined;
  readonly recordedFrom: string | null;
  readonly drag: Drag;
};

/** The recorded past as a slider; its right end is now. */
export function TimeSlider({ range, at, recordedFrom, drag }: TimeSliderProps) {
  const inputRef = useRef<HTMLInputElement>(null);
  const { move, end } = drag;
  // To the browser, input comes while the slider moves and change when it is let go. React calls onChange for both.
  useEffect(() => {
    const input = inputRef.current;
    input?.addEventListener("change", end);
    return () => input?.removeEventListener("change", end);
  });
  function onKeyDown(event: KeyboardEvent) {
    const moved = moveByKey(event.key, at ?? range.to, range);
    if (moved === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move(moved, "keys");
  }
  const recorded = { "--recorded": range.recordedShare ?? 0 } as CSSProperties;
  return (
    <div className="time-slider" style={recorded}>
      <span>{toMomentText(range.from, range.to).slice(0, -3)}</span>
      <div className="time-track">
        <input
          ref={inputRef}
          type="range"
          aria-label="Time shown"
          aria-valuetext={toValueText(at, range.to)}
          min={Math.ceil(range.from / secondMs) * secondMs}
          max={range.to}
          step={secondMs}
          value={at ?? range.to}
          onChange={(event) => {
            if (event.nativeEvent.type === "input") move(event.target.valueAsNumber, "pointer");
          }}
          onKeyDown={onKeyDown}
          onBlur={end}
        />
        <Boundary range={range} recordedFrom={recordedFrom} />
      </div>
      <span>now</span>
    </div>
  );
}

type BoundaryProps = { readonly range: TimeRange; readonly recordedFrom: string | null };

/** Where the recording begins: a line, and words below the track on the side with more room. */
function Boundary({ range, recordedFrom }: BoundaryProps) {
  const share = range.recordedShare;
  if (recordedFrom === null) return <span className="time-boundary-label">nothing recorded yet</span>;
  const since = toMomentText(Date.parse(recordedFrom), range.to).slice(0, -3);
  if (share === undefined) return <span className="time-boundary-label">recorded since {since} UTC</span>;
  return (
    <>
      <span className="time-boundary" aria-hidden="true" />
      <span className="time-boundary-label" data-side={share > 0.5 ? "left" : "right"}>
        recorded since {since} UTC; before: what AWS still knows
      </span>
    </>
  );
}

/** While it is now, the seconds are left out: a screen reader would say every one of them. */
function toValueText(at: number | undefined, now: number): string {
  if (at === undefined) return `now, ${toDayText(now)} ${toClockText(now).slice(0, 5)} UTC`;
  return `${toDayText(at)} ${toClockText(at)} UTC`;
}
