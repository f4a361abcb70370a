import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makePacer } from "#components/stream/pacer.ts";

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

describe("a pacer", () => {
  it("runs at once, and a burst leads to one more run after the rest", async () => {
    const runs: number[] = [];
    const pacer = makePacer(() => void runs.push(Date.now()), 2_000);
    for (let burst = 0; burst < 5; burst++) pacer.trigger();
    expect(runs).toEqual([0]);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(runs).toEqual([0]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(runs).toEqual([0, 2_000]);
  });

  it("never overlaps a slow run, and does not lose what came during it", async () => {
    const runs: number[] = [];
    const slow = () =>
      new Promise<void>((resolve) => {
        runs.push(Date.now());
        setTimeout(resolve, 5_000);
      });
    const pacer = makePacer(slow, 1_000);
    pacer.trigger();
    await vi.advanceTimersByTimeAsync(4_000);
    pacer.trigger();
    await vi.advanceTimersByTimeAsync(1_999);
    expect(runs).toEqual([0]);
    await vi.advanceTimersByTimeAsync(2);
    expect(runs).toEqual([0, 6_000]);
  });

  it("goes on after a run that failed", async () => {
    let runs = 0;
    const failing = () => {
      runs += 1;
      return Promise.reject(new Error("no"));
    };
    const pacer = makePacer(failing, 1_000);
    pacer.trigger();
    await vi.advanceTimersByTimeAsync(1_000);
    pacer.trigger();
    expect(runs).toBe(2);
  });

  it("does nothing more once stopped", async () => {
    let runs = 0;
    const count = () => {
      runs += 1;
      return undefined;
    };
    const pacer = makePacer(count, 1_000);
    pacer.trigger();
    pacer.trigger();
    pacer.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    pacer.trigger();
    expect(runs).toBe(1);
  });
});
