import { z } from "zod";
import type { Session } from "#lib/processes/session.ts";

type Query = Session["query"];

/** An advisory lock and the server's process whose session has it. */
export type Lock = { readonly key: string; readonly pid: number };

const lockSchema = z.object({ key: z.string(), pid: z.number() });
const wonSchema = z.object({ key: z.string(), won: z.boolean() });

export async function readLocks(query: Query): Promise<readonly Lock[]> {
  const rows = await query(`
    select ((classid::bigint << 32) | objid::bigint)::text as key, pid
    from pg_locks
    where locktype = 'advisory' and objsubid = 1 and granted
      and database = (select oid from pg_database where datname = current_database())`);
  return z.array(lockSchema).parse(rows);
}

/** Those of the locks that nobody else had. */
export async function tryLock(query: Query, keys: readonly string[]): Promise<readonly string[]> {
  if (keys.length === 0) return [];
  const sql = "select key::text, pg_try_advisory_lock(key) as won from unnest($1::bigint[]) as key";
  const rows = z.array(wonSchema).parse(await query(sql, [keys]));
  return rows.flatMap(({ key, won }) => (won ? [key] : []));
}

export async function unlock(query: Query, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await query("select pg_advisory_unlock(key) from unnest($1::bigint[]) as key", [keys]);
}

/** A lock that many can have at once, as a sign to the others. */
export async function raiseSign(query: Query, key: string): Promise<void> {
  await query("select pg_advisory_lock_shared($1)", [key]);
}

export async function lowerSign(query: Query, key: string): Promise<void> {
  await query("select pg_advisory_unlock_shared($1)", [key]);
}
