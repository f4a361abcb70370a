import { toDurationText } from "#components/format/time-text.ts";
import { hourMs, minuteMs, secondMs } from "#lib/domain/time.ts";
import type { EventView } from "#lib/report/schema.ts";

/** How long an event took, or has taken so far. */
export type EventLength = { readonly lengthMs: number; readonly ends: "ended" | "so-far" };

/**
 * Undefined where it has not begun, or where nobody can tell: start and end come from different clocks, so an event
 * may seem to end before it starts; and one that is over without an end did not last until now.
 */
export function toEventLength({ start, end, status }: EventView, at: string): EventLength | undefined {
  if (start === null || (end === null && status !== "InProgress")) return undefined;
  const lengthMs = Date.parse(end ?? at) - Date.parse(start);
  return lengthMs < 0 ? undefined : { lengthMs, ends: end === null ? "so-far" : "ended" };
}

/** "42 s", "3 min 05 s", "1 h 12 min": fine enough to compare targets by. */
export function toFineDurationText(lengthMs: number): string {
  const seconds = Math.floor(lengthMs / secondMs);
  if (lengthMs < minuteMs || lengthMs >= hourMs) return toDurationText(lengthMs);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}
