import type { SentCall } from "#lib/aws/port.ts";

export type CallCount = {
  /** For a call port's `onCall`. */
  add(record: Pick<SentCall, "operation" | "requests" | "failure">): void;
  /** Requests by operation, the SDK's retries included. */
  byOperation(): ReadonlyMap<string, number>;
  total(): number;
  failures(): number;
};

export function createCallCount(): CallCount {
  const counts = new Map<string, number>();
  let failures = 0;
  return {
    add({ operation, requests, failure }) {
      counts.set(operation, (counts.get(operation) ?? 0) + requests);
      if (failure !== undefined) failures += 1;
    },
    byOperation: () => new Map(counts),
    total: () => [...counts.values()].reduce((sum, calls) => sum + calls, 0),
    failures: () => failures,
  };
}
