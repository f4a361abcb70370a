"use client";

import { useNow } from "#components/clock/clock-provider.tsx";
import {
  toClockText,
  toCountdownText,
  toDayText,
  toDurationText,
  toMomentText,
} from "#components/format/time-text.ts";
import { usePast } from "#components/time/past-context.tsx";

type MomentProps = {
  readonly iso: string | null | undefined;
  /** The instant of the report, to leave out today's date. */
  readonly at: string;
};

/** An absolute time with its zone. */
export function Moment({ iso, at }: MomentProps) {
  if (iso === null || iso === undefined) return <span className="text-muted">not known</span>;
  const epochMs = Date.parse(iso);
  if (Number.isNaN(epochMs)) return <span>{iso}</span>;
  return (
    <time
      dateTime={iso}
      title={`${toDayText(epochMs)} ${toClockText(epochMs)} UTC`}
      className="whitespace-nowrap"
    >
      {toMomentText(epochMs, Date.parse(at))}
      <span className="zone"> UTC</span>
    </time>
  );
}

/** How long ago, ticking; in the past, how long ago it was then. */
export function Age({ iso, at }: { readonly iso: string; readonly at: string }) {
  const now = useNow(at, usePast() === undefined ? "ticking" : "frozen");
  return (
    <time dateTime={iso} title={`${iso.slice(0, 19).replace("T", " ")} UTC`} className="whitespace-nowrap">
      {toDurationText(now - Date.parse(iso))}
    </time>
  );
}

type CountdownProps = { readonly iso: string; readonly at: string; readonly pace: "ticking" | "frozen" };

/** What is left until a deadline. Its box keeps its width while the figures change. */
export function Countdown({ iso, at, pace }: CountdownProps) {
  const left = Date.parse(iso) - useNow(at, pace);
  if (left <= 0) return <span className="countdown">passed {toDurationText(-left)} ago</span>;
  const text = toCountdownText(left);
  return (
    <span className="countdown" role="timer" aria-live="off">
      in <span style={{ minWidth: `${text.length > 5 ? 8 : 5}ch` }}>{text}</span>
    </span>
  );
}
