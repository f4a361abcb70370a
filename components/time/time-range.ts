import { hourMs, minuteMs, secondMs } from "#lib/domain/time.ts";
import type { Past } from "#lib/report/schema.ts";

const dayMs = 24 * hourMs;

export const reaches = ["6h", "24h", "7d", "all"] as const;
/** How far back the slider reaches. */
export type Reach = (typeof reaches)[number];

const reachMs = {
  "6h": 6 * hourMs,
  "24h": dayMs,
  "7d": 7 * dayMs,
  all: Number.POSITIVE_INFINITY,
} as const satisfies Record<Reach, number>;

export type TimeRange = {
  readonly from: number;
  readonly to: number;
  readonly reach: Reach;
  /** The reaches between which there is a difference. */
  readonly choices: readonly Reach[];
  /** Where in the range recording began, from 0 to 1; undefined where that is not inside. */
  readonly recordedShare: number | undefined;
  /** What one press of an arrow key moves. */
  readonly stepMs: number;
};

type RangeInput = {
  readonly past: Pick<Past, "earliest" | "recordedFrom">;
  readonly now: number;
  /** What is looked at: always inside the range. */
  readonly at: number;
  readonly chosen: Reach;
};

/** The stretch that the slider stands for: as far back as chosen, but never further than anything is known. */
export function toTimeRange({ past, now, at, chosen }: RangeInput): TimeRange {
  const earliest = toEarliest(past) ?? now;
  const known = now - Math.min(earliest, at);
  const choices = reaches.filter((_, index) => index === 0 || reachMs[reaches[index - 1] ?? "all"] < known);
  const wide = reaches.slice(reaches.indexOf(chosen)).find((reach) => now - at <= reachMs[reach]) ?? "all";
  const reach = choices.includes(wide) ? wide : (choices.at(-1) ?? "6h");
  const from = Math.min(at, now - minuteMs, Math.max(earliest, now - reachMs[reach]));
  return {
    from,
    to: now,
    reach,
    choices,
    recordedShare: toShare(past, from, now),
    stepMs: toStepMs(now - from),
  };
}

/** The earliest instant that can be asked for; undefined where nothing was ever read. */
export function toEarliest({ earliest, recordedFrom }: RangeInput["past"]): number | undefined {
  const iso = earliest ?? recordedFrom;
  return iso === null ? undefined : Date.parse(iso);
}

function toShare({ recordedFrom }: RangeInput["past"], from: number, to: number): number | undefined {
  if (recordedFrom === null) return undefined;
  const share = (Date.parse(recordedFrom) - from) / (to - from);
  return share > 0 && share < 1 ? share : undefined;
}

const stepsMs = [1, 5, 10, 30, 60, 300, 900, 1_800, 3_600, 3 * 3_600, 6 * 3_600].map(
  (seconds) => seconds * secondMs,
);

/** A round step, small enough for some hundreds of them. */
function toStepMs(lengthMs: number): number {
  return stepsMs.find((step) => step >= lengthMs / 400) ?? 6 * hourMs;
}

const pageSteps = 10;

/** Where a key leads on the slider; undefined where it is none of its keys. `now` is the far end. */
export function moveByKey(key: string, at: number, range: TimeRange): number | undefined {
  const steps = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    PageDown: -pageSteps,
    PageUp: pageSteps,
  };
  if (key === "Home") return range.from;
  if (key === "End") return range.to;
  const count = Object.entries(steps).find(([name]) => name === key)?.[1];
  if (count === undefined) return undefined;
  return Math.min(range.to, Math.max(range.from, at + count * range.stepMs));
}

/** The last sliver of the slider means now: nobody can point at the very last second. */
export function isNow(at: number, range: TimeRange): boolean {
  return range.to - at < Math.max(2 * secondMs, (range.to - range.from) / 500);
}
