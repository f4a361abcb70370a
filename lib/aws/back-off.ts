export type BackOff = {
  /** How long calls are still answered without asking; 0 where they may go. */
  remainingMs(nowMs: number): number;
  throttled(nowMs: number): void;
  succeeded(): void;
};

const usualFirstWindowMs = 2_000;
const longestWindowMs = 60_000;

/**
 * A window after each throttling in which we do not call at all: doubling, with jitter so that the groups of a place do
 * not all come back at once. Others in the account, CodeDeploy's heartbeats among them, draw from the same budget.
 */
export function createBackOff(random: () => number, firstWindowMs = usualFirstWindowMs): BackOff {
  let strikes = 0;
  let untilMs = Number.NEGATIVE_INFINITY;
  return {
    remainingMs: (nowMs) => Math.max(0, untilMs - nowMs),
    throttled(nowMs) {
      // Calls that were under way together are throttled together: one strike.
      if (nowMs < untilMs) return;
      const windowMs = Math.min(longestWindowMs, firstWindowMs * 2 ** strikes);
      strikes += 1;
      untilMs = nowMs + windowMs * (0.5 + random() / 2);
    },
    succeeded() {
      strikes = 0;
    },
  };
}
