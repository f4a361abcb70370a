import { secondMs } from "#lib/domain/time.ts";

const shortestMs = secondMs;
const longestMs = 60 * secondMs;

/** How long to wait before the next try: anything up to a bound that doubles from one second to a minute, so that many tabs spread out. */
export function toBackOffMs(failedTries: number, random: number): number {
  const bound = Math.min(longestMs, shortestMs * 2 ** Math.min(failedTries, 16));
  return random * bound;
}
