import { type Kysely, sql } from "kysely";
import { addMs, earlier, hourMs, type Instant, minuteMs, toInstant } from "#lib/domain/time.ts";
import { deleteUnread } from "#lib/history/delete-unread.ts";
import type { Engine } from "#lib/history/engine.ts";
import { stillOpen, type Tables } from "#lib/history/schema.ts";

/** How much of the past is kept. */
export type Keeping = { readonly keepDays: number; readonly maxMegabytes: number };

const everyMs = 10 * minuteMs;
const dayMs = 24 * hourMs;
const megabyte = 1024 * 1024;

// Most take less, so a step deletes rather too little, and the next one some of the rest.
const bytesPerRevision = 2_048;
const maxStepRows = 50_000;
const minStepRows = 500;
const maxSteps = 200;

// The oldest rows lie far apart: each may be on a page of its own.
const rowsAtOnce = 100;

/** Deletes what is too old or too much, the oldest first, in small steps between which others read and write. */
export async function prune(engine: Engine, keeping: Keeping, now: Instant): Promise<void> {
  const keepMs = keeping.keepDays * dayMs;
  await deleteBefore(engine.db, addMs(now, -keepMs));
  // Counted from the last reading of all: a machine that was switched off for long has not lost its groups.
  const lastReadAt = await findLastReading(engine.db);
  if (lastReadAt !== undefined) await deleteUnread(engine.db, addMs(earlier(now, lastReadAt), -keepMs));
  const maxBytes = keeping.maxMegabytes * megabyte;
  if ((await engine.measureBytes()) > maxBytes) {
    for (let step = 0; step < maxSteps; step++) {
      const excess = (await engine.measureKeptBytes()) - maxBytes;
      const end = excess > 0 ? await findStepEnd(engine.db, excess) : undefined;
      if (end === undefined) break;
      await deleteBefore(engine.db, end);
    }
  }
  await engine.giveBack();
}

export type Retention = {
  /** Why nothing was deleted the last time; undefined where all is well. It is tried again. */
  trouble(): string | undefined;
  stop(): Promise<void>;
};

/** Prunes every ten minutes, in one process at a time. */
export function startRetention(engine: Engine, keeping: Keeping, clock: () => Instant): Retention {
  let underWay: Promise<void> = Promise.resolve();
  let trouble: string | undefined;
  const run = async () => {
    try {
      const now = clock();
      if (await claim(engine.db, now)) await prune(engine, keeping, now);
      trouble = undefined;
    } catch (error) {
      trouble = `what is too old could not be deleted: ${engine.toTrouble(error).message}`;
    }
  };
  const timer = setInterval(() => {
    underWay = underWay.then(run);
  }, everyMs);
  timer.unref();
  return {
    trouble: () => trouble,
    async stop() {
      clearInterval(timer);
      await underWay;
    },
  };
}

async function findLastReading(db: Kysely<Tables>): Promise<Instant | undefined> {
  const row = await db
    .selectFrom("run")
    .select("ended_at")
    .orderBy("ended_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && toInstant(row.ended_at);
}

async function claim(db: Kysely<Tables>, now: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("keeper")
    .set({ pruned_at: now })
    .where(({ eb, or }) => or([eb("pruned_at", "<=", now - everyMs + minuteMs), eb("pruned_at", ">", now)]))
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Where the oldest revisions end that together take about as much as is too much. */
async function findStepEnd(db: Kysely<Tables>, excess: number): Promise<Instant | undefined> {
  const rows = Math.max(minStepRows, Math.min(maxStepRows, Math.ceil(excess / bytesPerRevision)));
  const closed = db.selectFrom("revision").select("until").where("until", "<", stillOpen);
  const last =
    (await closed.orderBy("until").offset(rows).limit(1).executeTakeFirst()) ??
    (await closed.orderBy("until", "desc").limit(1).executeTakeFirst());
  return last && addMs(toInstant(last.until), 1);
}

/** From then on nothing before the instant is shown, so that nobody takes the half for the whole. */
async function deleteBefore(db: Kysely<Tables>, end: Instant): Promise<void> {
  await db.updateTable("keeper").set({ kept_from: end }).where("kept_from", "<", end).execute();
  await deleteInSteps(db, { table: "revision", column: "until", end });
  await deleteInSteps(db, { table: "change", column: "at", end });
  await deleteInSteps(db, { table: "entity", column: "last_until", end });
  await deleteInSteps(db, { table: "run", column: "ended_at", end, except: lastRunOfSource });
}

const lastRunOfSource = sql<boolean>`
  not exists (select 1 from run as later where later.source_id = run.source_id and later.began_at > run.began_at)`;

type Deletion = {
  readonly table: keyof Tables;
  readonly column: string;
  readonly end: Instant;
  readonly except?: typeof lastRunOfSource;
};

/** Each step goes up to the instant that the next few hundred rows reach, found by the index on the column. */
async function deleteInSteps(db: Kysely<Tables>, { table, column, end, except }: Deletion): Promise<void> {
  const at = sql.ref(column);
  let done: number = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const { rows } = await sql<{ at: number }>`
      select ${at} as at from ${sql.table(table)} where ${at} > ${done} and ${at} < ${end}
      order by ${at} limit 1 offset ${rowsAtOnce - 1}`.execute(db);
    const last = rows[0]?.at;
    const upTo = last ?? end - 1;
    await sql`
      delete from ${sql.table(table)} where ${at} > ${done} and ${at} <= ${upTo}
      and not (${except ?? sql<boolean>`1 = 0`})`.execute(db);
    if (last === undefined) return;
    done = last;
  }
}
