import type { BlindSpot } from "#lib/domain/fact.ts";
import { earlier, type Instant } from "#lib/domain/time.ts";
import { isSilence, type Run } from "#lib/history/runs.ts";

type Window = { readonly from: Instant; readonly at: Instant };

/**
 * The stretches of a window in which a source could not be read, or nobody tried. A failure lasts until the next
 * reading that went otherwise, but not through a long silence: that is a blind spot of its own, without a reason.
 */
export function listBlindSpots(
  source: string,
  runs: readonly Run[],
  { from, at }: Window,
): readonly BlindSpot[] {
  return runs.flatMap((run, index) => {
    const next = runs[index + 1];
    const nextTry = next === undefined ? at : earlier(next.beganAt, at);
    const isSilent = isSilence(run, nextTry);
    const failedUntil = isSilent || run.endedAt > at ? earlier(run.endedAt, at) : nextTry;
    const reason = run.failures[0]?.message;
    const spots: readonly BlindSpot[] = [
      ...(reason === undefined ? [] : [{ source, from: run.beganAt, to: failedUntil, reason }]),
      ...(isSilent ? [{ source, from: run.endedAt, to: nextTry }] : []),
    ];
    return spots.filter((spot) => spot.to > spot.from && spot.to >= from);
  });
}
