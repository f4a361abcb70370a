import type { Failure, FailureKind } from "#lib/domain/failure.ts";
import { minuteMs, secondMs } from "#lib/domain/time.ts";

/** The tries in a row, up to the last one, that failed in a way that may be over next time. */
export type Tries = { readonly failed: number; readonly wereThrottled: boolean };

export const noTries: Tries = { failed: 0, wereThrottled: false };

/** AWS's word, on which trying again soon changes nothing. */
const finalKinds: readonly FailureKind[] = ["denied", "not-supported", "not-found", "rejected"];

const firstRetryMs = 5 * secondMs;
/** AWS asked for less. */
const firstRetryOfThrottledMs = 30 * secondMs;
const longestRetryMs = 5 * minuteMs;

/** Trouble that may be over when asked again. */
export function isPassing({ kind }: Failure): boolean {
  return !finalKinds.includes(kind);
}

/** With one more try; `failures` undefined where nothing could be asked or what was read could not be kept. */
export function addTry({ failed }: Tries, failures: readonly Failure[] | undefined): Tries {
  if (failures !== undefined && !failures.some(isPassing)) return noTries;
  return { failed: failed + 1, wereThrottled: failures?.some(({ kind }) => kind === "throttled") ?? false };
}

/** How long to wait after a failed try: doubling, and never longer than the usual cadence. Undefined after a good one. */
export function toRetryMs({ failed, wereThrottled }: Tries, cadenceMs: number): number | undefined {
  if (failed === 0) return undefined;
  const firstMs = wereThrottled ? firstRetryOfThrottledMs : firstRetryMs;
  return Math.min(cadenceMs, longestRetryMs, firstMs * 2 ** (failed - 1));
}
