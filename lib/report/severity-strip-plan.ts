import type { Instant } from "#lib/domain/time.ts";
import type { StripSeverity } from "#lib/report/schema.ts";
import type { Bucket } from "#lib/report/severity-strip.ts";

/** Buckets in a row, by their indexes, through which nothing that was read changed. Both ends included. */
export type Stretch = { readonly first: number; readonly last: number };

/**
 * Judgement depends on the time, too: something waits too long, or is no longer recent. Both ends of a stretch are
 * judged, so only what comes and goes between two judgements is missed; none of them are further apart than this.
 */
const longestStretch = 8;

type Seen = {
  readonly buckets: readonly Bucket[];
  readonly isRecorded: (bucket: Bucket) => boolean;
  readonly changes: readonly Instant[];
};

/** The recorded buckets in stretches: a new one begins where something changed between two judgements. */
export function toStretches({ buckets, isRecorded, changes }: Seen): readonly Stretch[] {
  const stretches: { first: number; last: number }[] = [];
  for (const [index, bucket] of buckets.entries()) {
    if (!isRecorded(bucket)) continue;
    const current = stretches.at(-1);
    const before = buckets[index - 1]?.judgedAt;
    const goesOn =
      current !== undefined &&
      current.last === index - 1 &&
      index - current.first < longestStretch &&
      before !== undefined &&
      !changes.some((change) => change > before && change <= bucket.judgedAt);
    if (goesOn) current.last = index;
    else stretches.push({ first: index, last: index });
  }
  return stretches;
}

type Judged = ReadonlyMap<number, StripSeverity>;

/** The buckets to judge next: the ends of each stretch; then, between two that differ, the middle. Empty when all is known. */
export function listToJudge(stretches: readonly Stretch[], judged: Judged): readonly number[] {
  return stretches.flatMap(({ first, last }) => {
    const ends = [...new Set([first, last])].filter((index) => !judged.has(index));
    return ends.length > 0 ? ends : listMiddles({ first, last }, judged);
  });
}

function listMiddles({ first, last }: Stretch, judged: Judged): readonly number[] {
  const middles: number[] = [];
  let left = first;
  for (let index = first + 1; index <= last; index++) {
    if (!judged.has(index)) continue;
    if (index - left > 1 && judged.get(index) !== judged.get(left)) middles.push((left + index) >> 1);
    left = index;
  }
  return middles;
}

/** Every bucket's severity: what was not judged is as what was judged before it, what is in no stretch was not recorded. */
export function fillStrip(
  buckets: readonly Bucket[],
  stretches: readonly Stretch[],
  judged: Judged,
): readonly StripSeverity[] {
  const filled = buckets.map((): StripSeverity => "not-recorded");
  for (const { first, last } of stretches) {
    let severity: StripSeverity = "not-recorded";
    for (let index = first; index <= last; index++) {
      severity = judged.get(index) ?? severity;
      filled[index] = severity;
    }
  }
  return filled;
}
