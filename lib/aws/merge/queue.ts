import { toBlame } from "#lib/aws/merge/blame.ts";
import type { Merge, MergeCalls } from "#lib/aws/merge/define-merge.ts";
import type { Outcome } from "#lib/aws/operation.ts";
import { toInputKey } from "#lib/aws/single-flight.ts";
import type { Failure } from "#lib/domain/failure.ts";

export type Queue<In = unknown, Out = unknown> = {
  takes(operationId: string, input: In): boolean;
  ask(input: In): Promise<Outcome<Out>>;
};

type QueueSetup<In, Out> = {
  readonly merge: Merge<In, Out>;
  readonly calls: MergeCalls;
  /** Until a batch that is not full goes out. */
  readonly patience: () => Promise<void>;
};

/** What several may be waiting for: equal inputs are one ask. */
type Ask<In, Out> = {
  readonly input: In;
  readonly outcome: Promise<Outcome<Out>>;
  resolve(outcome: Outcome<Out> | Promise<Outcome<Out>>): void;
  reject(error: unknown): void;
};

type Batch<In, Out> = { readonly asks: Map<string, Ask<In, Out>>; readonly names: Set<string> };

/** From how many asks on the shared call is tried: a listing of everything costs a few calls. */
const leastAsks = { named: 2, everything: 4 } as const;
/** How many batches go out unmerged after one that could not be. */
const restAfterFailure = 10;
const mostSpoilers = 1_000;

/** Collects the asks of one kind for a moment, and answers each as if it had been alone. */
export function createQueue<In, Out>({ merge, calls, patience }: QueueSetup<In, Out>): Queue<In, Out> {
  const open = new Map<string, Batch<In, Out>>();
  /** Asks that failed alone, for a name in them: they would spoil every batch, until they succeed. */
  const spoilers = new Set<string>();
  let resting = 0;

  async function askAlone(input: In): Promise<Outcome<Out>> {
    const outcome = await calls.call(merge.operation, input);
    const inputKey = toInputKey(input);
    if (outcome.ok) spoilers.delete(inputKey);
    else if (isSpoiler(outcome.failure)) spoilers.add(inputKey);
    const [oldest] = spoilers;
    if (oldest !== undefined && spoilers.size > mostSpoilers) spoilers.delete(oldest);
    return outcome;
  }

  function isSpoiler({ kind }: Failure): boolean {
    if (merge.reach === "everything") return false;
    return kind === "rejected" || kind === "not-found" || (kind === "denied" && merge.denied === "somebody");
  }

  function openBatch(key: string): Batch<In, Out> {
    const batch: Batch<In, Out> = { asks: new Map(), names: new Set() };
    open.set(key, batch);
    void patience().then(() => sendOut(key, batch));
    return batch;
  }

  function sendOut(key: string, batch: Batch<In, Out>): void {
    if (open.get(key) !== batch) return;
    open.delete(key);
    const asks = [...batch.asks.values()];
    if (resting > 0) {
      resting -= 1;
      askEachAlone(asks);
    } else void answer(asks);
  }

  function askEachAlone(asks: readonly Ask<In, Out>[]): void {
    for (const ask of asks) ask.resolve(askAlone(ask.input));
  }

  async function answer(asks: readonly Ask<In, Out>[]): Promise<void> {
    try {
      if (asks.length < leastAsks[merge.reach]) askEachAlone(asks);
      else await answerTogether(asks);
    } catch (error) {
      for (const ask of asks) ask.reject(error);
    }
  }

  async function answerTogether(asks: readonly Ask<In, Out>[]): Promise<void> {
    const merged = await merge.fetch(
      asks.map(({ input }) => input),
      calls,
    );
    if (merged.kind === "answered") {
      for (const ask of asks) {
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
      await Promise.all([answer(asks.slice(0, half)), answer(asks.slice(half))]);
    } else {
      resting = restAfterFailure;
      askEachAlone(asks);
    }
  }

  return {
    takes(operationId, input) {
      if (operationId !== merge.operation.id || merge.key(input) === undefined) return false;
      const names = new Set(merge.names(input));
      return names.size > 0 && names.size <= merge.most;
    },
    ask(input) {
      const inputKey = toInputKey(input);
      if (spoilers.has(inputKey)) return askAlone(input);
      const key = merge.key(input) ?? "";
      const names = merge.names(input);
      const found = open.get(key);
      const asked = found?.asks.get(inputKey);
      if (asked !== undefined) return asked.outcome;
      if (found !== undefined && new Set([...found.names, ...names]).size > merge.most) sendOut(key, found);
      const batch = open.get(key) ?? openBatch(key);
      const ask = makeAsk<In, Out>(input);
      batch.asks.set(inputKey, ask);
      for (const name of names) batch.names.add(name);
      if (batch.names.size === merge.most) sendOut(key, batch);
      return ask.outcome;
    },
  };
}

function makeAsk<In, Out>(input: In): Ask<In, Out> {
  let resolve: Ask<In, Out>["resolve"] = () => undefined;
  let reject: Ask<In, Out>["reject"] = () => undefined;
  const outcome = new Promise<Outcome<Out>>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { input, outcome, resolve, reject };
}
