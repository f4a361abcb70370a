import type { Instant } from "#lib/domain/time.ts";
import { type CallPlace, isAt } from "#lib/simulator/mount/call-place.ts";

export type CallRecord = CallPlace & {
  /** The world's time. */
  readonly at: Instant;
  readonly ok: boolean;
  /** The error code, or what the fault did. */
  readonly error: string | undefined;
};

type CallFilter = Partial<CallPlace & Pick<CallRecord, "ok">>;

export type CallLog = {
  /** The latest calls, newest last. */
  recent(): readonly CallRecord[];
  /** How many calls there were since the start or the last `clear`, however long ago. */
  count(filter?: CallFilter): number;
  /** Hears every call as it ends; gives back how to stop listening. What a listener throws reaches the caller of AWS. */
  onCall(listener: (call: CallRecord) => void): () => void;
  clear(): void;
};

const remembered = 10_000;

type Counter = Required<CallFilter> & { calls: number };

export function makeCallLog(): { readonly calls: CallLog; record(call: CallRecord): void } {
  let recent: CallRecord[] = [];
  const counters = new Map<string, Counter>();
  const listeners = new Set<(call: CallRecord) => void>();
  const calls: CallLog = {
    recent: () => recent.slice(-remembered),
    count: ({ ok, ...wanted } = {}) =>
      [...counters.values()]
        .filter((counter) => isAt(counter, wanted) && (ok === undefined || counter.ok === ok))
        .reduce((total, counter) => total + counter.calls, 0),
    onCall(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    clear() {
      recent = [];
      counters.clear();
    },
  };
  return {
    calls,
    record(call) {
      recent.push(call);
      if (recent.length >= 2 * remembered) recent = recent.slice(-remembered);
      countCall(counters, call);
      for (const listener of listeners) listener(call);
    },
  };
}

function countCall(counters: Map<string, Counter>, call: CallRecord): void {
  const { account, region, service, operation, ok } = call;
  const key = [account, region, service, operation, ok].join(" ");
  const counter = counters.get(key) ?? { account, region, service, operation, ok, calls: 0 };
  counter.calls += 1;
  counters.set(key, counter);
}
