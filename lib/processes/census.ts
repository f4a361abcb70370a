import { aliveKey, hungryKey } from "#lib/processes/lock-key.ts";
import type { Lock } from "#lib/processes/locks.ts";

/** Who holds what, as the locks of the database say it: the same for every process that looks. */
export type Census = {
  readonly self: number;
  /** How many places each live process holds, this one included. */
  readonly holdings: ReadonlyMap<number, number>;
  /** Processes that found too little. */
  readonly hungry: ReadonlySet<number>;
  readonly places: number;
  readonly own: readonly string[];
  /** Places that nobody holds. */
  readonly free: readonly string[];
};

export function toCensus(
  locks: readonly Lock[],
  places: { has(key: string): boolean; keys(): Iterable<string>; readonly size: number },
  self: number,
): Census {
  const pidsOf = (wanted: string) => locks.flatMap(({ key, pid }) => (key === wanted ? [pid] : []));
  const holderOf = new Map(locks.flatMap(({ key, pid }) => (places.has(key) ? [[key, pid] as const] : [])));
  const holdings = new Map(pidsOf(aliveKey).map((pid) => [pid, 0]));
  for (const pid of holderOf.values()) holdings.set(pid, (holdings.get(pid) ?? 0) + 1);
  return {
    self,
    holdings,
    hungry: new Set(pidsOf(hungryKey)),
    places: places.size,
    own: [...holderOf].flatMap(([key, pid]) => (pid === self ? [key] : [])),
    free: [...places.keys()].filter((key) => !holderOf.has(key)),
  };
}
