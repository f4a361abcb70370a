import { hourMs, type Instant, minuteMs, secondMs } from "#lib/domain/time.ts";
import { toClock, toCount } from "#lib/rules/wording.ts";

const dayMs = 24 * hourMs;

/** A length of time as one says it: "40 seconds", "43 minutes", "2 hours 5 minutes", "3 days". Never rounded up. */
export function toDurationWords(lengthMs: number): string {
  const ms = Math.max(0, lengthMs);
  if (ms < minuteMs) return toCount(Math.floor(ms / secondMs), "second");
  if (ms < hourMs) return toCount(Math.floor(ms / minuteMs), "minute");
  if (ms < dayMs) return joinUnits(ms, { unitMs: hourMs, unit: "hour", restMs: minuteMs, rest: "minute" });
  return joinUnits(ms, { unitMs: dayMs, unit: "day", restMs: hourMs, rest: "hour" });
}

type Units = {
  readonly unitMs: number;
  readonly unit: string;
  readonly restMs: number;
  readonly rest: string;
};

function joinUnits(ms: number, { unitMs, unit, restMs, rest }: Units): string {
  const first = toCount(Math.floor(ms / unitMs), unit);
  const second = Math.floor((ms % unitMs) / restMs);
  return second === 0 ? first : `${first} ${toCount(second, rest)}`;
}

/** How long ago a moment was; "just now" for less than a second, and for a moment that a fast clock puts ahead of now. */
export function toAgo(at: Instant, now: Instant): string {
  return now - at < secondMs ? "just now" : `${toDurationWords(now - at)} ago`;
}

/** The time of day to the minute: "12:40 UTC", with the date where it is another day than `now`. */
export function toShortClock(at: Instant, now: Instant): string {
  return toClock(at, now).replace(/:\d\d UTC$/, " UTC");
}
