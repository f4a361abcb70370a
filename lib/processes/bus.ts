import { createListeners } from "#lib/processes/listeners.ts";
import { parsePayload, toPayloads } from "#lib/processes/message.ts";
import type { Message } from "#lib/processes/processes.ts";

export type Bus = {
  /** To the listeners here at once, and to the other processes within a moment. */
  publish(message: Message): void;
  subscribe(listener: (message: Message) => void): () => void;
  /** What another process sent. */
  receive(payload: string): void;
  /** Sends what waits, now. */
  flush(): Promise<void>;
  /** How many messages this version did not understand. */
  ignored(): number;
};

/** Collects messages for a moment, so that a burst of readings becomes few notifications. `send` must not reject. */
export function createBus(batchMs: number, send: (payloads: readonly string[]) => Promise<void>): Bus {
  const listeners = createListeners<Message>();
  let waiting: Message[] = [];
  let alarm: NodeJS.Timeout | undefined;
  let ignored = 0;

  async function flush(): Promise<void> {
    clearTimeout(alarm);
    alarm = undefined;
    const messages = waiting;
    waiting = [];
    if (messages.length > 0) await send(toPayloads(messages));
  }

  return {
    publish(message) {
      listeners.tell(message);
      waiting.push(message);
      alarm ??= setTimeout(() => void flush(), batchMs);
    },
    subscribe: listeners.add,
    receive(payload) {
      const parsed = parsePayload(payload);
      ignored += parsed.ignored;
      for (const message of parsed.messages) listeners.tell(message);
    },
    flush,
    ignored: () => ignored,
  };
}
