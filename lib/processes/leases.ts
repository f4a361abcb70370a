import { toCensus } from "#lib/processes/census.ts";
import type { Clock } from "#lib/processes/intervals.ts";
import { aliveKey, hungryKey, toPlaceLock } from "#lib/processes/lock-key.ts";
import { type Lock, lowerSign, raiseSign, readLocks, tryLock, unlock } from "#lib/processes/locks.ts";
import { planRound, toFairShare } from "#lib/processes/plan-round.ts";
import type { Session } from "#lib/processes/session.ts";

export type LeaseSetup = {
  readonly session: Pick<Session, "backend" | "query">;
  readonly roundMs: number;
  readonly clock: Clock;
  /** Called before a place is given up, and after one is taken. */
  readonly onHeld: (held: ReadonlySet<string>) => void;
  /** Tells the other processes to look at once. */
  readonly tellOthers: () => Promise<void>;
};

export type Leases = {
  /** Looks at all processes and takes or gives up places. True if another look at once may find more. */
  round(placeKeys: readonly string[]): Promise<boolean>;
};

/** The places of one session: advisory locks, which PostgreSQL frees when the session ends, however it ends. */
export function createLeases({ session, roundMs, clock, onHeld, tellOthers }: LeaseSetup): Leases {
  const { query, backend } = session;
  const leftovers = createLeftovers(roundMs, clock.nowMs);
  let isAlive = false;
  let isHungry = false;

  async function setHungry(hungry: boolean): Promise<void> {
    if (hungry === isHungry) return;
    isHungry = hungry;
    if (!hungry) return await lowerSign(query, hungryKey);
    await raiseSign(query, hungryKey);
    await tellOthers();
  }

  async function round(placeKeys: readonly string[]): Promise<boolean> {
    const places = new Map(placeKeys.map((name) => [toPlaceLock(name), name]));
    if (!isAlive && places.size > 0) {
      await raiseSign(query, aliveKey);
      isAlive = true;
    }
    const locks = await readLocks(query);
    if (isAlive) checkStays(locks, backend);
    const census = toCensus(locks, places, backend);
    const leftover = leftovers(census.free);
    const plan = planRound({
      ...census,
      own: shuffle(census.own, clock),
      free: shuffle(census.free, clock),
      leftover: shuffle(leftover, clock),
    });

    const own = new Set(census.own);
    const tell = () => onHeld(new Set([...own].flatMap((key) => places.get(key) ?? [])));
    for (const key of plan.release) own.delete(key);
    tell();
    const release = [...plan.release, ...findForgotten(locks, places, backend)];
    await unlock(query, release);
    if (release.length > 0) await tellOthers();
    const won = await tryLock(query, plan.take);
    for (const key of won) own.add(key);
    tell();
    await setHungry(own.size < toFairShare(census));
    return won.length < plan.take.length;
  }

  return { round };
}

/** Which of the free places have been free for a whole round. */
function createLeftovers(roundMs: number, nowMs: () => number) {
  let freeSinceMs: ReadonlyMap<string, number> = new Map();
  return (free: readonly string[]): readonly string[] => {
    const now = nowMs();
    freeSinceMs = new Map(free.map((key) => [key, freeSinceMs.get(key) ?? now]));
    return [...freeSinceMs].flatMap(([key, sinceMs]) => (now - sinceMs >= roundMs ? [key] : []));
  };
}

/** Locks of this session on places that are no longer named. */
function findForgotten(
  locks: readonly Lock[],
  places: ReadonlyMap<string, string>,
  backend: number,
): readonly string[] {
  const named = (key: string) => places.has(key) || key === aliveKey || key === hungryKey;
  return locks.flatMap(({ key, pid }) => (pid === backend && !named(key) ? [key] : []));
}

function checkStays(locks: readonly Lock[], backend: number): void {
  if (locks.some(({ key, pid }) => key === aliveKey && pid === backend)) return;
  throw new Error(
    "locks do not stay with the session; DATABASE_URL must lead to PostgreSQL itself, not to a pooling proxy",
  );
}

/** So that processes that look at the same moment do not all want the same places, nor give up the same in vain. */
function shuffle(keys: readonly string[], { random }: Clock): readonly string[] {
  return keys
    .map((key) => ({ key, order: random() }))
    .sort((left, right) => left.order - right.order)
    .map(({ key }) => key);
}
