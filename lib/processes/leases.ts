import { createHash } from "node:crypto";
import { z } from "zod";
import type { Session } from "#lib/processes/session.ts";

export type LeaseSetup = {
  readonly session: Pick<Session, "backend" | "query">;
  /** Called before a place is given up, and after one is taken. */
  readonly onHeld: (held: ReadonlySet<string>) => void;
  /** Tells the other processes to look at once. */
  readonly tellOthers: () => Promise<void>;
};

export type Leases = {
  /** Looks at all processes and takes or gives up places. True if another look at once may find more. */
  round(placeKeys: readonly string[]): Promise<boolean>;
};

const Locks = z.array(z.object({ key: z.string(), pid: z.number() }));
const Tries = z.array(z.object({ key: z.string(), won: z.boolean() }));

/**
 * The places of one session: advisory locks, which PostgreSQL frees when the session ends, however it ends. Everybody
 * holds a sign, too, a lock that many can have at once: whoever sees n signs may hold the n-th part of the places,
 * rounded up, takes free ones up to that, and gives up what is more. The sign names the places, so that only those are
 * counted who would take what is given up.
 */
export function createLeases({ session, onHeld, tellOthers }: LeaseSetup): Leases {
  const { query, backend } = session;
  let sign: string | undefined;

  /** Who comes tells the others, who then give up places; who looks again later has nothing to tell. */
  async function raiseSign(wanted: string | undefined): Promise<void> {
    if (wanted === sign) return;
    if (wanted !== undefined) await query("select pg_advisory_lock_shared($1)", [wanted]);
    if (sign !== undefined) await query("select pg_advisory_unlock_shared($1)", [sign]);
    sign = wanted;
    await tellOthers();
  }

  async function round(placeKeys: readonly string[]): Promise<boolean> {
    const places = new Map(placeKeys.map((name) => [toLockKey("place", name), name]));
    await raiseSign(places.size === 0 ? undefined : toLockKey("alive", [...placeKeys].sort().join("\n")));
    const locks = await readLocks(query);
    const alive = locks.filter(({ key }) => key === sign);
    if (sign !== undefined && alive.every(({ pid }) => pid !== backend))
      throw new Error(
        "locks do not stay with the session; DATABASE_URL must lead to PostgreSQL itself, not to a pooling proxy",
      );
    const share = Math.ceil(places.size / Math.max(1, alive.length));
    const mine = locks.flatMap(({ key, pid }) => (pid === backend && key !== sign ? [key] : []));
    const own = new Set(mine.filter((key) => places.has(key)).slice(0, share));
    const tell = () => onHeld(new Set([...own].flatMap((key) => places.get(key) ?? [])));
    tell();
    const release = mine.filter((key) => !own.has(key));
    if (release.length > 0) {
      await query("select pg_advisory_unlock(key) from unnest($1::bigint[]) as key", [release]);
      await tellOthers();
    }
    const taken = new Set(locks.map(({ key }) => key));
    const wanted = [...places.keys()].filter((key) => !taken.has(key)).slice(0, share - own.size);
    const won = await tryLocks(query, wanted);
    for (const key of won) own.add(key);
    tell();
    return won.length < wanted.length;
  }

  return { round };
}

/**
 * The 64-bit key of an advisory lock, as PostgreSQL writes a bigint. A cryptographic hash, so that two of our locks, or
 * one of ours and another program's in the same database, do not meet: a shared key would leave a place unread.
 */
function toLockKey(kind: "alive" | "place", name: string): string {
  return createHash("sha256").update(`ghostline/${kind}/${name}`).digest().readBigInt64BE(0).toString();
}

async function readLocks(query: Session["query"]): Promise<z.infer<typeof Locks>> {
  const rows = await query(`
    select ((classid::bigint << 32) | objid::bigint)::text as key, pid
    from pg_locks
    where locktype = 'advisory' and objsubid = 1 and granted
      and database = (select oid from pg_database where datname = current_database())`);
  return Locks.parse(rows);
}

/** Those of the locks that nobody else had. */
async function tryLocks(query: Session["query"], keys: readonly string[]): Promise<readonly string[]> {
  if (keys.length === 0) return [];
  const sql = "select key::text, pg_try_advisory_lock(key) as won from unnest($1::bigint[]) as key";
  return Tries.parse(await query(sql, [keys])).flatMap(({ key, won }) => (won ? [key] : []));
}
