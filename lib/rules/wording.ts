import { hourMs, type Instant, minuteMs, secondMs, toIso } from "#lib/domain/time.ts";

/** `13:39:20 UTC`; with the date in front where it is another day than `now`. */
export function toClock(instant: Instant, now: Instant): string {
  const [date = "", time = ""] = toIso(instant).split("T");
  const clock = `${time.slice(0, 8)} UTC`;
  return toIso(now).startsWith(date) ? clock : `${date} ${clock}`;
}

/** A length of time as an operator would say it: `58 seconds`, `43 minutes`, `3 hours 20 minutes`. */
export function toDuration(ms: number): string {
  if (ms < minuteMs) return toCount(Math.max(0, Math.round(ms / secondMs)), "second");
  if (ms < hourMs) return toCount(Math.floor(ms / minuteMs), "minute");
  const hours = toCount(Math.floor(ms / hourMs), "hour");
  const minutes = Math.floor((ms % hourMs) / minuteMs);
  return minutes === 0 ? hours : `${hours} ${toCount(minutes, "minute")}`;
}

/** `1 target`, `2 targets`. */
export function toCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

const listedAtMost = 5;

/** `a, b and c`; long lists are cut and say how many more there are. */
export function toWords(names: readonly string[]): string {
  const rest = names.length - listedAtMost;
  if (rest > 0) return `${names.slice(0, listedAtMost).join(", ")} and ${rest} more`;
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}
