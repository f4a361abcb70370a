import type { Instant } from "#lib/domain/time.ts";

export type CallRecord = {
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly operation: string;
  /** The world's time. */
  readonly at: Instant;
  readonly ok: boolean;
  /** The error code, or what the fault did. */
  readonly error: string | undefined;
};

type CallFilter = Partial<Pick<CallRecord, "account" | "region" | "service" | "operation" | "ok">>;

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
    count: (filter = {}) => sum([...counters.values()].filter((counter) => isCounted(counter, filter))),
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

function isCounted(counter: Counter, { account, region, service, operation, ok }: CallFilter): boolean {
  if (account !== undefined && counter.account !== account) return false;
  if (region !== undefined && counter.region !== region) return false;
  if (service !== undefined && counter.service !== service) return false;
  if (operation !== undefined && counter.operation !== operation) return false;
  return ok === undefined || counter.ok === ok;
}

function sum(counters: readonly Counter[]): number {
  return counters.reduce((total, { calls }) => total + calls, 0);
}
