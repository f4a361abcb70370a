import type { Timer } from "#lib/aws/timer.ts";

export type ManualTimer = Timer & {
  /** Lets time pass, and whoever waits for a moment in between act at that moment. */
  advance(ms: number): Promise<void>;
};

/** A timer for tests: time passes only when told. */
export function makeManualTimer(): ManualTimer {
  let now = 0;
  let sleepers: { readonly atMs: number; readonly wake: () => void }[] = [];

  async function advance(ms: number): Promise<void> {
    const end = now + ms;
    await settle();
    for (let next = earliest(end); next !== undefined; next = earliest(end)) {
      const due = next;
      now = due.atMs;
      sleepers = sleepers.filter((sleeper) => sleeper !== due);
      due.wake();
      await settle();
    }
    now = end;
  }

  function earliest(end: number) {
    return sleepers.filter(({ atMs }) => atMs <= end).sort((left, right) => left.atMs - right.atMs)[0];
  }

  return {
    nowMs: () => now,
    wait: (ms) => new Promise((wake) => sleepers.push({ atMs: now + ms, wake })),
    advance,
  };
}

/** Lets all promises that can go on go on. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
