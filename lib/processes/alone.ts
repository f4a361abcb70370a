import { createListeners } from "#lib/processes/listeners.ts";
import type { Message, Processes } from "#lib/processes/processes.ts";

/** One process with a history of its own: it reads every place, and talks to itself. */
export function createAlone(): Processes {
  const listeners = createListeners<Message>();
  let held: ReadonlySet<string> = new Set();
  return {
    held: () => held,
    share(placeKeys, onChange) {
      held = new Set(placeKeys);
      onChange(held);
    },
    publish: listeners.tell,
    subscribe: listeners.add,
    trouble: () => undefined,
    close: async () => undefined,
  };
}
