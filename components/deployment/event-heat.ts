import type { EventSummary } from "#components/deployment/event-summary.ts";
import { secondMs } from "#lib/domain/time.ts";

/** How much longer than its column's median an event takes: 0 is nothing to speak of, 4 is four times as long. */
export type Heat = {
  readonly level: 0 | 1 | 2 | 3 | 4;
  /** Its part of the longest in the column, from 0 to 1: drawn as a bar, so that the shade is not the only sign. */
  readonly share: number;
};

/** Fewer lengths have no median worth comparing with. */
const enoughToCompare = 3;

/** AWS gives the times of scripts in whole seconds: less than this over the median is noise. */
const noticeableMs = 5 * secondMs;

const levels = [
  { level: 4, times: 4 },
  { level: 3, times: 2.5 },
  { level: 2, times: 1.75 },
  { level: 1, times: 1.25 },
] as const;

export function toHeat(lengthMs: number, { measured, medianMs, maxMs }: EventSummary): Heat {
  const longest = Math.max(maxMs ?? 0, lengthMs);
  const share = longest === 0 ? 0 : lengthMs / longest;
  if (medianMs === undefined || measured < enoughToCompare || lengthMs - medianMs < noticeableMs)
    return { level: 0, share };
  const found = levels.find(({ times }) => lengthMs >= medianMs * times);
  return { level: found?.level ?? 0, share };
}
