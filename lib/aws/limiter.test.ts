import { describe, expect, it } from "vitest";
import { createLimiter } from "#lib/aws/limiter.ts";
import type { Limit } from "#lib/aws/limits.ts";
import { makeManualTimer, settle } from "#lib/aws/testing/manual-timer.ts";

const limit: Limit = { concurrency: 100, burst: 10, refillPerSecond: 2.5, maxWaiting: 1_000 };

const reader = Symbol("reader");
const other = Symbol("other");

function makeLimiter(changes: Partial<Limit> = {}) {
  const timer = makeManualTimer();
  const limiter = createLimiter({ ...limit, ...changes }, timer);
  let started = 0;
  const runMany = (count: number, task = async (): Promise<unknown> => undefined) => {
    return Array.from({ length: count }, () =>
      limiter.run(reader, async () => {
        started += 1;
        await task();
        return "done";
      }),
    );
  };
  return { timer, limiter, runMany, started: () => started };
}

describe("the token bucket", () => {
  it("lets a burst go at once and the rest at the refill rate", async () => {
    const { timer, runMany, started } = makeLimiter();
    runMany(40);
    await timer.advance(0);
    expect(started()).toBe(10);
    await timer.advance(399);
    expect(started()).toBe(10);
    await timer.advance(2);
    expect(started()).toBe(11);
    await timer.advance(4_000);
    expect(started()).toBe(21);
    await timer.advance(60_000);
    expect(started()).toBe(40);
  });

  it("holds no more than the burst after a rest", async () => {
    const { timer, runMany, started } = makeLimiter();
    await timer.advance(3_600_000);
    runMany(40);
    await timer.advance(0);
    expect(started()).toBe(10);
  });

  it("makes later calls pay for the SDK's retries", async () => {
    const { timer, limiter, runMany, started } = makeLimiter();
    limiter.charge(12);
    runMany(1);
    await timer.advance(1_199);
    expect(started()).toBe(0);
    await timer.advance(2);
    expect(started()).toBe(1);
  });
});

describe("the queue", () => {
  it("runs no more at once than the cap, in order", async () => {
    const { limiter } = makeLimiter({ concurrency: 2 });
    const log: number[] = [];
    const ends: (() => void)[] = [];
    for (const index of [0, 1, 2, 3]) {
      void limiter.run(reader, async () => {
        log.push(index);
        await new Promise<void>((resolve) => ends.push(resolve));
      });
    }
    await settle();
    expect(log).toEqual([0, 1]);
    ends[1]?.();
    await settle();
    expect(log).toEqual([0, 1, 2]);
  });

  it("serves its readers by turns, however many calls one of them has waiting", async () => {
    const { timer, limiter } = makeLimiter({ concurrency: 1, burst: 1_000 });
    const log: string[] = [];
    const ask = (who: symbol, name: string) => limiter.run(who, async () => log.push(name));
    for (const name of ["a1", "a2", "a3", "a4"]) void ask(reader, name);
    for (const name of ["b1", "b2"]) void ask(other, name);
    await timer.advance(0);
    expect(log).toEqual(["a1", "a2", "b1", "a3", "b2", "a4"]);
  });

  it("refuses none of one reader because of another's waiting calls", async () => {
    const { timer, limiter, runMany } = makeLimiter({ maxWaiting: 3 });
    runMany(14);
    const others = limiter.run(other, async () => "done");
    await timer.advance(60_000);
    expect(await others).toBe("done");
  });

  it("refuses the call after the last place, and only that", async () => {
    const { timer, runMany } = makeLimiter({ maxWaiting: 3 });
    const results = runMany(14);
    await timer.advance(60_000);
    expect(await Promise.all(results)).toEqual([...Array.from({ length: 13 }, () => "done"), undefined]);
  });

  it("sends away those who wait, not those who run", async () => {
    const { timer, limiter, runMany } = makeLimiter();
    const results = runMany(12);
    await settle();
    limiter.dismiss();
    await timer.advance(60_000);
    expect((await Promise.all(results)).filter((result) => result === undefined)).toHaveLength(2);
  });

  it("goes on after a task that threw", async () => {
    const { limiter } = makeLimiter({ concurrency: 1 });
    const broken = limiter.run(reader, () => Promise.reject(new Error("broken")));
    const next = limiter.run(reader, async () => "done");
    await expect(broken).rejects.toThrow("broken");
    expect(await next).toBe("done");
  });
});
