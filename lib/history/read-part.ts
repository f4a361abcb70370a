import type { Kysely } from "kysely";
import { type Instant, toInstant } from "#lib/domain/time.ts";
import type { HeldPart } from "#lib/history/held-part.ts";
import { toRun, toSourceWords } from "#lib/history/rows.ts";
import type { Run, SourceWords } from "#lib/history/runs.ts";
import { stillOpen, type Tables } from "#lib/history/schema.ts";

type Reader = Kysely<Tables>;

/** A stretch of time, both ends included. */
export type Stretch = { readonly from: Instant; readonly at: Instant };

/** Runs of a source that reach into a stretch, oldest first; the last one says how it stood at the stretch's end. */
export type SourceRuns = { readonly id: number; readonly words: SourceWords; readonly runs: readonly Run[] };

export const theEnd: Instant = toInstant(stillOpen);

export async function findPart(
  db: Reader,
  key: string,
): Promise<
  | (Pick<HeldPart, "version" | "filledAt"> & { readonly id: number; readonly filledFrom?: Instant })
  | undefined
> {
  const row = await db.selectFrom("part").selectAll().where("key", "=", key).executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: row.id,
    version: row.version,
    ...(row.filled_at === null ? {} : { filledAt: toInstant(row.filled_at) }),
    ...(row.filled_from === null ? {} : { filledFrom: toInstant(row.filled_from) }),
  };
}

export async function listSourceRuns(
  db: Reader,
  partId: number,
  { from, at }: Stretch,
): Promise<readonly SourceRuns[]> {
  const rows = await db
    .selectFrom("source")
    .innerJoin("run", "run.source_id", "source.id")
    .selectAll(["run", "source"])
    .where("source.part_id", "=", partId)
    .where("run.began_at", "<=", at)
    .where("run.began_at", ">=", (query) =>
      query
        .selectFrom("run as earlier")
        .select(({ fn, val }) => fn.coalesce(fn.max("earlier.began_at"), val(0)).as("began_at"))
        .whereRef("earlier.source_id", "=", "source.id")
        .where("earlier.began_at", "<=", from),
    )
    .orderBy("source.id")
    .orderBy("run.began_at")
    .execute();
  const sources = new Map<number, { id: number; words: SourceWords; runs: Run[] }>();
  for (const row of rows) {
    const found = sources.get(row.source_id);
    if (found === undefined)
      sources.set(row.source_id, { id: row.source_id, words: toSourceWords(row), runs: [toRun(row)] });
    else found.runs.push(toRun(row));
  }
  return [...sources.values()];
}

export type SourceName = { readonly id: number; readonly name: string };

export function listSourceNames(db: Reader, partId: number): Promise<readonly SourceName[]> {
  return db.selectFrom("source").select(["id", "name"]).where("part_id", "=", partId).execute();
}
