import { LRUCache } from "lru-cache";
import pLimit, { type LimitFunction } from "p-limit";

export type TurnLimits = {
  /** Of one client's, so many are worked on at once … */
  readonly atOnce: number;
  /** … and so many more wait. */
  readonly waiting: number;
};

/** Takes turns: a client that asks for much waits for its own work, and nobody else does. */
export type Turns = {
  /** Runs the task, which must not reject, in the client's turn; false, at once, where too much of the client's waits already. */
  take(client: string, task: () => Promise<void>): boolean;
};

/** More clients than this at once do not share one server. */
const mostClients = 10_000;

export function createTurns({ atOnce, waiting }: TurnLimits): Turns {
  const clients = new LRUCache<string, LimitFunction>({ max: mostClients });
  return {
    take(client, task) {
      const limit = clients.get(client) ?? pLimit(atOnce);
      clients.set(client, limit);
      if (limit.pendingCount >= waiting) return false;
      void limit(task);
      return true;
    },
  };
}
