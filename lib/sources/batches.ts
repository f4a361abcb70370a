import { createInFlight } from "#lib/sources/in-flight.ts";

export type Batches = {
  add(ids: readonly string[]): void;
  /** No more ids will come: sends the rest, without waiting for the answers. */
  flush(): void;
  /** When every batch sent so far has been dealt with. */
  done(): Promise<void>;
};

/** Collects ids, each once, and sends them as soon as a batch is full: a listing of many pages need not end first. */
export function createBatches(size: number, send: (ids: string[]) => Promise<void>): Batches {
  const seen = new Set<string>();
  const sent = createInFlight<void>();
  let waiting: string[] = [];

  function sendWaiting(): void {
    sent.start(send(waiting));
    waiting = [];
  }

  return {
    add(ids) {
      for (const id of ids) {
        if (seen.has(id)) continue;
        seen.add(id);
        waiting.push(id);
        if (waiting.length === size) sendWaiting();
      }
    },
    flush() {
      if (waiting.length > 0) sendWaiting();
    },
    async done() {
      await sent.all();
    },
  };
}
