import DataLoader from "dataloader";
import type { Batch, BatchCalls, Key } from "#lib/aws/batching/define-batch.ts";
import type { Outcome } from "#lib/aws/operation.ts";
import { toInputKey } from "#lib/aws/single-flight.ts";
import type { Failure } from "#lib/domain/failure.ts";
import { type Instant, toInstant } from "#lib/domain/time.ts";

export type Asker<In = unknown, Out = unknown> = {
  readonly operationId: string;
  /** The lot of an ask that may share a call. */
  lotOf(input: In): string | undefined;
  ask(input: In, lot: string): Promise<Outcome<Out>>;
};

type Setup = {
  readonly calls: BatchCalls;
  /** Until what was asked meanwhile goes out. */
  readonly patience: () => Promise<void>;
  /** Until whoever got an answer may go on with it. */
  readonly takeTurn: () => Promise<void>;
  readonly keep: Keep | undefined;
};

/** How long an answer by name is as good as a new one. */
export type Keep = { readonly ms: number; readonly clock: () => Instant };

/** What the shared answer says about one key. `alone`: nothing, so whoever asked must ask for itself. */
type Part<Row> =
  | { readonly kind: "said"; readonly rows: readonly Row[]; readonly readAt: Instant }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "alone" };

/** Asks that may share a call. `kept`: whose answers are at hand, the oldest first, and when they were read. */
type Lot<In, Row> = {
  readonly loader: DataLoader<Key<In>, Part<Row>, string>;
  readonly kept: Map<Key<In>, Instant>;
};

/** How many batches go out apart after one that could not be answered together. */
const restAfterFailure = 10;
const mostSpoilers = 1_000;

/** Answers each ask as if it had been alone. */
export function createAsker<In, Out, Row>(
  batch: Batch<In, Out, Row>,
  { calls, patience, takeTurn, keep }: Setup,
): Asker<In, Out> {
  const lots = new Map<string, Lot<In, Row>>();
  /** Asks that failed alone, for a name in them: they would spoil every batch, until they succeed. */
  const spoilers = new Set<string>();
  /** Batches that are not tried together: the next so many that are no larger than one that could not be. */
  let resting = { batches: 0, keys: 0 };

  function lotOf(name: string): Lot<In, Row> {
    const found = lots.get(name);
    if (found !== undefined) return found;
    const lot: Lot<In, Row> = {
      loader: new DataLoader((keys) => fetchLot(lot, keys), {
        maxBatchSize: batch.most,
        cacheKeyFn: (key) => key.name,
        batchScheduleFn: (send) => void patience().then(send),
      }),
      kept: new Map(),
    };
    lots.set(name, lot);
    return lot;
  }

  /** Who asks for a name while it is asked for shares the answer. */
  async function fetchLot(lot: Lot<In, Row>, keys: readonly Key<In>[]): Promise<readonly Part<Row>[]> {
    const parts = await fetchParts(keys);
    for (const [index, key] of keys.entries()) {
      const part = parts[index];
      if (keep !== undefined && batch.reach === "named" && part?.kind === "said")
        lot.kept.set(key, part.readAt);
      else lot.loader.clear(key);
    }
    return parts;
  }

  function forgetOld({ loader, kept }: Lot<In, Row>): void {
    if (keep === undefined) return;
    const now = keep.clock();
    for (const [key, readAt] of kept) {
      // The clock may have gone back.
      if (readAt <= now && now < readAt + keep.ms) return;
      kept.delete(key);
      loader.clear(key);
    }
  }

  async function fetchParts(keys: readonly Key<In>[]): Promise<readonly Part<Row>[]> {
    const alone = keys.map((): Part<Row> => ({ kind: "alone" }));
    if (keys.length < batch.least) return alone;
    if (resting.batches > 0 && keys.length <= resting.keys) {
      resting.batches -= 1;
      return alone;
    }
    const fetched = await batch.fetch(keys, calls);
    if (fetched.kind === "answered") {
      const { readAt } = fetched;
      return keys.map((key): Part<Row> => {
        const rows = fetched.rowsOf(key);
        return rows === undefined ? { kind: "alone" } : { kind: "said", rows, readAt };
      });
    }
    const blame = fetched.kind === "unfit" ? "batch" : toBlame(fetched.failure, batch);
    if (fetched.kind === "failed" && blame === "everybody")
      return keys.map(() => ({ kind: "failed", failure: fetched.failure }));
    if (blame === "somebody" && keys.length > 1) {
      const half = Math.ceil(keys.length / 2);
      const parts = await Promise.all([fetchParts(keys.slice(0, half)), fetchParts(keys.slice(half))]);
      return parts.flat();
    }
    if (blame === "batch") resting = { batches: restAfterFailure, keys: keys.length };
    return alone;
  }

  async function askAlone(input: In): Promise<Outcome<Out>> {
    const outcome = await calls.call(batch.operation, input);
    const inputKey = toInputKey(input);
    if (outcome.ok) spoilers.delete(inputKey);
    else if (batch.reach === "named" && toBlame(outcome.failure, batch) === "somebody")
      spoilers.add(inputKey);
    const [oldest] = spoilers;
    if (oldest !== undefined && spoilers.size > mostSpoilers) spoilers.delete(oldest);
    return outcome;
  }

  return {
    operationId: batch.operation.id,
    lotOf: (input) => (batch.namesOf(input).length > 0 ? batch.lotOf(input) : undefined),
    async ask(input, lotName) {
      if (spoilers.size > 0 && spoilers.has(toInputKey(input))) return await askAlone(input);
      const lot = lotOf(lotName);
      forgetOld(lot);
      const names = [...new Set(batch.namesOf(input))];
      const parts = await Promise.all(names.map((name) => lot.loader.load({ name, input })));
      await takeTurn();
      const failed = parts.find((part) => part.kind === "failed");
      if (failed !== undefined)
        return { ok: false, failure: { ...failed.failure, operation: batch.operation.id } };
      const said = parts.filter((part) => part.kind === "said");
      if (said.length < parts.length) return await askAlone(input);
      const readAt = toInstant(Math.max(...said.map((part) => part.readAt)));
      return { ok: true, output: batch.toOutput(said.flatMap(({ rows }) => rows)), readAt };
    },
  };
}

/** Whom a failed shared call concerns. */
function toBlame({ kind }: Failure, { reach, denied }: Pick<Batch, "reach" | "denied">): Batch["denied"] {
  switch (kind) {
    case "denied":
      return denied;
    case "rejected":
    case "not-found":
    case "too-large":
      return reach === "named" ? "somebody" : "batch";
    case "timeout":
      // m:autoscaling: account-wide listings may be slow, or time out.
      return reach === "named" ? "everybody" : "batch";
    case "not-supported":
    case "bad-response":
      return "batch";
    default:
      return "everybody";
  }
}
