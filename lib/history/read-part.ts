import type { Kysely } from "kysely";
import { type Instant, toInstant } from "#lib/domain/time.ts";
import type { HeldPart } from "#lib/history/held-part.ts";
import { toRun, toSourceWords } from "#lib/history/rows.ts";
import type { Run, SourceWords } from "#lib/history/runs.ts";
import { stillOpen, type Tables } from "#lib/history/schema.ts";

type Reader = Kysely<Tables>;

/** A stretch of time, both ends included. */
export type Stretch = { readonly from: Instant; readonly at: Instant };

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

export function listPartKeys(
  db: Reader,
): Promise<readonly { readonly id: number; readonly key: string; readonly version: number }[]> {
  return db.selectFrom("part").select(["id", "key", "version"]).orderBy("id").execute();
}

/** A source of some part. */
export type StoredSource = { readonly id: number; readonly partId: number; readonly words: SourceWords };

/** Of some parts, or of all. */
export async function* listSources(
  db: Reader,
  { partIds, rowsAtOnce }: { readonly partIds?: readonly number[]; readonly rowsAtOnce: number },
): AsyncGenerator<readonly StoredSource[]> {
  let rows: readonly StoredSource[];
  let last = 0;
  do {
    const all = db.selectFrom("source").selectAll().where("id", ">", last).orderBy("id").limit(rowsAtOnce);
    const asked = partIds === undefined ? all : all.where("part_id", "in", partIds);
    rows = (await asked.execute()).map((row) => ({
      id: row.id,
      partId: row.part_id,
      words: toSourceWords(row),
    }));
    yield rows;
    last = rows.at(-1)?.id ?? last;
  } while (rows.length === rowsAtOnce);
}

/** By source. */
export async function listRuns(
  db: Reader,
  sources: readonly StoredSource[],
  { from, at }: Stretch,
): Promise<ReadonlyMap<number, readonly Run[]>> {
  const runs = new Map<number, Run[]>();
  if (sources.length === 0) return runs;
  const rows = await db
    .selectFrom("source")
    .innerJoin("run", "run.source_id", "source.id")
    .selectAll("run")
    .where(
      "source.id",
      "in",
      sources.map(({ id }) => id),
    )
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
  for (const row of rows) {
    const own = runs.get(row.source_id) ?? [];
    runs.set(row.source_id, own);
    own.push(toRun(row));
  }
  return runs;
}
