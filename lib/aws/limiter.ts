import type { Limit } from "#lib/aws/limits.ts";
import type { Timer } from "#lib/aws/timer.ts";

export type Limiter = {
  /** Runs the reader's task in its turn. Undefined where that never came: too many waited already, or were dismissed. */
  run<T>(reader: symbol, task: () => Promise<T>): Promise<T | undefined>;
  /** Sends away all who wait. */
  dismiss(): void;
  /** Takes the tokens of requests that were sent beyond the one of `run`: the SDK's retries. May leave a debt. */
  charge(requests: number): void;
};

type Waiting = (hasTurn: boolean) => void;

/**
 * A cap on what runs at once, and a token bucket that each start takes one from. Readers take turns, so that one group
 * need not wait until the inventory of a large account is through.
 */
export function createLimiter(limit: Limit, timer: Timer): Limiter {
  const queues = new Map<symbol, Waiting[]>();
  let running = 0;
  let tokens = limit.burst;
  let refilledAtMs = timer.nowMs();
  let sleeping = false;

  function refill(): void {
    const nowMs = timer.nowMs();
    tokens = Math.min(limit.burst, tokens + ((nowMs - refilledAtMs) / 1_000) * limit.refillPerSecond);
    refilledAtMs = nowMs;
  }

  function pump(): void {
    refill();
    while (running < limit.concurrency && tokens >= 1) {
      const answer = takeNext();
      if (answer === undefined) return;
      tokens -= 1;
      running += 1;
      answer(true);
    }
    if (queues.size > 0 && running < limit.concurrency) sleepUntilNextToken();
  }

  /** The first of the reader whose turn is longest ago; that reader goes to the end. */
  function takeNext(): Waiting | undefined {
    for (const [reader, queue] of queues) {
      const next = queue.shift();
      queues.delete(reader);
      if (queue.length > 0) queues.set(reader, queue);
      return next;
    }
    return undefined;
  }

  function sleepUntilNextToken(): void {
    if (sleeping) return;
    sleeping = true;
    void timer.wait(Math.ceil(((1 - tokens) / limit.refillPerSecond) * 1_000)).then(() => {
      sleeping = false;
      pump();
    });
  }

  async function run<T>(reader: symbol, task: () => Promise<T>): Promise<T | undefined> {
    const queue = queues.get(reader) ?? [];
    if (queue.length >= limit.maxWaiting) return undefined;
    const hasTurn = await new Promise<boolean>((resolve) => {
      queue.push(resolve);
      queues.set(reader, queue);
      pump();
    });
    if (!hasTurn) return undefined;
    try {
      return await task();
    } finally {
      running -= 1;
      pump();
    }
  }

  return {
    run,
    dismiss() {
      const dismissed = [...queues.values()].flat();
      queues.clear();
      for (const answer of dismissed) answer(false);
    },
    charge(requests) {
      refill();
      tokens -= requests;
    },
  };
}
