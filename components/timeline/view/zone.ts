import { toClockText, toDayText, toDurationText } from "#components/format/time-text.ts";
import { minuteMs } from "#lib/domain/time.ts";

/** The clock that the reader wants on the axis. */
export type Zone = "utc" | "local";
export type Form = "clock" | "relative";

/** How far the reader's clock is ahead of UTC at an instant, in minutes. */
export function toOffsetMinutes(zone: Zone, instant: number): number {
  return zone === "utc" ? 0 : -new Date(instant).getTimezoneOffset();
}

/** "14:22:10" on the clock of the zone; the zone is written by the caller. */
export function toZonedClock(zone: Zone, instant: number): string {
  return toClockText(instant + toOffsetMinutes(zone, instant) * minuteMs);
}

/** "UTC", "UTC+1", "UTC-3:30". */
export function toZoneName(zone: Zone, instant: number): string {
  const offset = toOffsetMinutes(zone, instant);
  if (offset === 0) return "UTC";
  const length = Math.abs(offset);
  const minutes = length % 60 === 0 ? "" : `:${String(length % 60).padStart(2, "0")}`;
  return `UTC${offset < 0 ? "-" : "+"}${Math.floor(length / 60)}${minutes}`;
}

/** "14:22:10 UTC (15:22:10 local)": both clocks; the day where it is not that of `now`. */
export function toBothClocks(instant: number, now: number): string {
  const day = toDayText(instant) === toDayText(now) ? "" : `${toDayText(instant)} `;
  const utc = `${day}${toClockText(instant)} UTC`;
  if (toOffsetMinutes("local", instant) === 0) return utc;
  return `${utc} (${toZonedClock("local", instant)} local)`;
}

/** "12 min ago", "in 4 min", "now". */
export function toDistanceWords(instant: number, now: number): string {
  if (instant === now) return "now";
  const words = toDurationText(Math.abs(instant - now));
  return instant < now ? `${words} ago` : `in ${words}`;
}
