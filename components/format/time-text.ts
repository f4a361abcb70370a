import { hourMs, minuteMs, secondMs } from "#lib/domain/time.ts";

const dayMs = 24 * hourMs;

/** "14:22:10": the UTC wall clock of an instant. The zone is written beside it by the caller. */
export function toClockText(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(11, 19);
}

/** "2026-11-23": the UTC day of an instant. */
export function toDayText(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}

/** The clock alone on the same UTC day as `reference`, the day before it otherwise. Without the zone. */
export function toMomentText(epochMs: number, reference: number): string {
  const clock = toClockText(epochMs);
  return toDayText(epochMs) === toDayText(reference) ? clock : `${toDayText(epochMs)} ${clock}`;
}

/** "43 s", "12 min", "1 h 12 min", "3 d 4 h": two units at most, rounded down. Negative lengths count as none. */
export function toDurationText(lengthMs: number): string {
  const length = Math.max(0, lengthMs);
  if (length < minuteMs) return `${Math.floor(length / secondMs)} s`;
  if (length < hourMs) return `${Math.floor(length / minuteMs)} min`;
  if (length < dayMs) return joinUnits([length / hourMs, "h"], [(length % hourMs) / minuteMs, "min"]);
  return joinUnits([length / dayMs, "d"], [(length % dayMs) / hourMs, "h"]);
}

/** "9:58", "1:02:03": what is left, rounded up so that it reads 0:00 only when it is over. */
export function toCountdownText(leftMs: number): string {
  const left = Math.ceil(Math.max(0, leftMs) / secondMs);
  const seconds = String(left % 60).padStart(2, "0");
  const minutes = Math.floor(left / 60) % 60;
  const hours = Math.floor(left / 3600);
  if (hours === 0) return `${minutes}:${seconds}`;
  return `${hours}:${String(minutes).padStart(2, "0")}:${seconds}`;
}

function joinUnits(large: readonly [number, string], small: readonly [number, string]): string {
  const head = `${Math.floor(large[0])} ${large[1]}`;
  const rest = Math.floor(small[0]);
  return rest === 0 ? head : `${head} ${rest} ${small[1]}`;
}
