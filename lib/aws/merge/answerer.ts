import { toBlame } from "#lib/aws/merge/blame.ts";
import type { Merge, MergeCalls } from "#lib/aws/merge/define-merge.ts";
import type { Outcome } from "#lib/aws/operation.ts";
import { toInputKey } from "#lib/aws/single-flight.ts";
import type { Failure } from "#lib/domain/failure.ts";

/** What several may be waiting for: equal inputs are one ask. */
export type Ask<In, Out> = {
  readonly input: In;
  readonly outcome: Promise<Outcome<Out>>;
  resolve(outcome: Outcome<Out> | Promise<Outcome<Out>>): void;
  reject(error: unknown): void;
};

export type Answerer<In, Out> = {
  /** True for an ask that failed alone, for a name in it: it would spoil every batch, until it succeeds. */
  isSpoiler(inputKey: string): boolean;
  askAlone(input: In): Promise<Outcome<Out>>;
  /** Settles every ask, by one shared call where that is possible. */
  answer(asks: readonly Ask<In, Out>[]): void;
};

/** From how many asks on the shared call is tried: a listing of everything costs a few calls. */
const leastAsks = { named: 2, everything: 4 } as const;
/** How many batches go out unmerged after one that could not be. */
const restAfterFailure = 10;
const mostSpoilers = 1_000;
const answeredAtOnce = 20;

/** Answers each ask as if it had been alone. */
export function createAnswerer<In, Out>(merge: Merge<In, Out>, calls: MergeCalls): Answerer<In, Out> {
  const spoilers = new Set<string>();
  /** Batches that are not tried together: the next so many that are no larger than one that could not be merged. */
  let resting = { batches: 0, asks: 0 };

  async function askAlone(input: In): Promise<Outcome<Out>> {
    const outcome = await calls.call(merge.operation, input);
    const inputKey = toInputKey(input);
    if (outcome.ok) spoilers.delete(inputKey);
    else if (isForItsName(outcome.failure, merge)) spoilers.add(inputKey);
    const [oldest] = spoilers;
    if (oldest !== undefined && spoilers.size > mostSpoilers) spoilers.delete(oldest);
    return outcome;
  }

  function askEachAlone(asks: readonly Ask<In, Out>[]): void {
    for (const ask of asks) ask.resolve(askAlone(ask.input));
  }

  async function askTogether(asks: readonly Ask<In, Out>[]): Promise<void> {
    if (asks.length < leastAsks[merge.reach]) return askEachAlone(asks);
    const inputs = asks.map(({ input }) => input);
    const merged = await merge.fetch(inputs, calls);
    if (merged.kind === "answered") {
      for (const [index, ask] of asks.entries()) {
        // Whoever gets an answer goes on with it at once: a thousand together would hold up everybody else.
        if (index % answeredAtOnce === answeredAtOnce - 1)
          await new Promise((resolve) => setImmediate(resolve));
        const output = merged.answerTo(ask.input);
        if (output === undefined) askEachAlone([ask]);
        else ask.resolve({ ok: true, output, readAt: merged.readAt });
      }
      return;
    }
    const blame = merged.kind === "unfit" ? "merging" : toBlame(merged.failure, merge);
    if (merged.kind === "failed" && blame === "everybody") {
      const failure = { ...merged.failure, operation: merge.operation.id };
      for (const ask of asks) ask.resolve({ ok: false, failure });
    } else if (blame === "somebody") {
      const half = Math.ceil(asks.length / 2);
      await Promise.all([askTogether(asks.slice(0, half)), askTogether(asks.slice(half))]);
    } else {
      resting = { batches: restAfterFailure, asks: asks.length };
      askEachAlone(asks);
    }
  }

  return {
    isSpoiler: (inputKey) => spoilers.has(inputKey),
    askAlone,
    answer(asks) {
      if (resting.batches > 0 && asks.length <= resting.asks) {
        resting.batches -= 1;
        askEachAlone(asks);
        return;
      }
      askTogether(asks).catch((error: unknown) => {
        for (const ask of asks) ask.reject(error);
      });
    },
  };
}

/** A listing of everything has no names that could spoil it. */
function isForItsName(failure: Failure, merge: Pick<Merge, "reach" | "denied">): boolean {
  return merge.reach === "named" && toBlame(failure, merge) === "somebody";
}
