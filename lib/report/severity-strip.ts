import type { BlindSpot, SourceState } from "#lib/domain/fact.ts";
import { addMs, hourMs, type Instant, minuteMs, toInstant } from "#lib/domain/time.ts";

export const bucketMinutes = 30;
const bucketMs = bucketMinutes * minuteMs;

/** One stretch of a strip. It is judged at `judgedAt`: its end, or the strip's instant where that comes first. */
export type Bucket = { readonly from: Instant; readonly to: Instant; readonly judgedAt: Instant };

/** The half hours of the clock up to and with the one in which `at` lies, oldest first. */
export function toBuckets(at: Instant, hours: number): readonly Bucket[] {
  const count = (hours * hourMs) / bucketMs;
  const end = Math.ceil(at / bucketMs) * bucketMs;
  return Array.from({ length: count }, (_, index) => {
    const from = toInstant(end - (count - index) * bucketMs);
    const to = addMs(from, bucketMs);
    return { from, to, judgedAt: to < at ? to : at };
  });
}

export type Recording = {
  readonly recordedFrom: Instant | undefined;
  readonly sources: readonly Pick<SourceState, "id" | "pace">[];
  readonly blindSpots: readonly BlindSpot[];
};

/** Whether anything was read in the bucket. Nobody tried where every source that is always read kept silent throughout. */
export function isRecorded(bucket: Bucket, { recordedFrom, sources, blindSpots }: Recording): boolean {
  if (recordedFrom === undefined || bucket.judgedAt < recordedFrom) return false;
  const moving = sources.filter(({ pace }) => pace === "moving");
  const silent = blindSpots.filter(
    ({ from, to, reason }) => reason === undefined && from <= bucket.from && to >= bucket.judgedAt,
  );
  return moving.length === 0 || !moving.every(({ id }) => silent.some(({ source }) => source === id));
}
