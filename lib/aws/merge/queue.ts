import { type Ask, createAnswerer } from "#lib/aws/merge/answerer.ts";
import type { Merge, MergeCalls } from "#lib/aws/merge/define-merge.ts";
import type { Outcome } from "#lib/aws/operation.ts";
import { toInputKey } from "#lib/aws/single-flight.ts";

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

type Batch<In, Out> = { readonly asks: Map<string, Ask<In, Out>>; readonly names: Set<string> };

/** Collects the asks of one kind until they fill a call, or have waited long enough. */
export function createQueue<In, Out>({ merge, calls, patience }: QueueSetup<In, Out>): Queue<In, Out> {
  const open = new Map<string, Batch<In, Out>>();
  const answerer = createAnswerer(merge, calls);

  function openBatch(key: string): Batch<In, Out> {
    const batch: Batch<In, Out> = { asks: new Map(), names: new Set() };
    open.set(key, batch);
    void patience().then(() => sendOut(key, batch));
    return batch;
  }

  function sendOut(key: string, batch: Batch<In, Out>): void {
    if (open.get(key) !== batch) return;
    open.delete(key);
    answerer.answer([...batch.asks.values()]);
  }

  return {
    takes(operationId, input) {
      if (operationId !== merge.operation.id || merge.key(input) === undefined) return false;
      const names = new Set(merge.names(input));
      return names.size > 0 && names.size <= merge.most;
    },
    ask(input) {
      const inputKey = toInputKey(input);
      if (answerer.isSpoiler(inputKey)) return answerer.askAlone(input);
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
