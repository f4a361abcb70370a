import { minuteMs } from "#lib/domain/time.ts";
import type { GroupSeverity, SeverityStrip, StripSeverity } from "#lib/report/schema.ts";

/** Buckets in a row of one severity, by their indexes: `to` is where the next run begins. */
export type StripRun = { readonly severity: StripSeverity; readonly from: number; readonly to: number };

const words = {
  critical: "critical",
  warning: "warning",
  unknown: "cannot tell",
  info: "notice",
  none: "nothing found",
  "not-recorded": "not recorded",
} as const satisfies Record<StripSeverity, string>;

/** More is told by the picture, or by the group's page. */
const mostRuns = 6;

export function toRuns({ buckets }: SeverityStrip): readonly StripRun[] {
  const runs: StripRun[] = [];
  for (const [index, { severity }] of buckets.entries()) {
    const last = runs.at(-1);
    if (last?.severity === severity) runs[runs.length - 1] = { ...last, to: index + 1 };
    else runs.push({ severity, from: index, to: index + 1 });
  }
  return runs;
}

/** How it stands and since when: "critical since 13:30". */
export function toNewestText(strip: SeverityStrip): string {
  const newest = toRuns(strip).at(-1);
  return newest === undefined ? words["not-recorded"] : toRunText(newest, strip);
}

/** The strip in words, newest first; stretches in which nothing was found are left out. */
export function toStripText(strip: SeverityStrip): string {
  const runs = toRuns(strip).toReversed();
  const told = runs.filter(({ severity }, index) => index === 0 || severity !== "none");
  const texts = told.slice(0, mostRuns).map((run) => toRunText(run, strip));
  const more = told.length > mostRuns ? [`${told.length - mostRuns} more changes before`] : [];
  return `${[...texts, ...more].join("; ")}${runs.length > 1 ? " (UTC)" : ""}`;
}

function toRunText({ severity, from, to }: StripRun, strip: SeverityStrip): string {
  const count = strip.buckets.length;
  const word = words[severity];
  if (from === 0 && to === count) return `${word} in the last ${(count * strip.bucketMinutes) / 60} hours`;
  if (to === count) return `${word} since ${toClock(from, strip)}`;
  if (from === 0) return `${word} before ${toClock(to, strip)}`;
  return `${word} ${toClock(from, strip)}–${toClock(to, strip)}`;
}

function toClock(index: number, { from, bucketMinutes }: SeverityStrip): string {
  return new Date(Date.parse(from) + index * bucketMinutes * minuteMs).toISOString().slice(11, 16);
}

/** The strip with its newest bucket as the row says it, which is read more often. */
export function withNewest(strip: SeverityStrip, severity: GroupSeverity, at: string): SeverityStrip {
  if (Date.parse(at) > Date.parse(strip.to)) return strip;
  return { ...strip, buckets: [...strip.buckets.slice(0, -1), { severity }] };
}
