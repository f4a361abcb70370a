import type { Kysely } from "kysely";
import type { Revision } from "#lib/domain/fact.ts";
import { type Instant, toInstant } from "#lib/domain/time.ts";
import type { HeldPart } from "#lib/history/held-part.ts";
import { toRevision, toRun, toSourceWords } from "#lib/history/rows.ts";
import type { Run, SourceWords } from "#lib/history/runs.ts";
import { stillOpen, type Tables } from "#lib/history/schema.ts";

type Reader = Kysely<Tables>;

/** A stretch of time, both ends included. */
export type Stretch = { readonly from: Instant; readonly at: Instant };

/** Runs of a source that reach into a stretch, oldest first; the last one says how it stood at the stretch's end. */
export type SourceRuns = { readonly id: number; readonly words: SourceWords; readonly runs: readonly Run[] };

/** A revision as it is stored, and the entity's id. */
export type StoredRevision = { readonly entityId: number; readonly revision: Revision };

// Small enough that no statement holds the thread for long.
const entitiesAtOnce = 100;
const rowsAtOnce = 500;

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

/**
 * What held at some time of the stretch. Entities are asked for by the few, and no longer than they were there: that
 * is what keeps the question cheap whatever else the history holds (measured at five million revisions).
 */
export async function listRevisions(
  db: Reader,
  partId: number,
  stretch: Stretch,
): Promise<readonly StoredRevision[]> {
  const found: StoredRevision[] = [];
  let last = 0;
  for (;;) {
    const entities = await listEntities(db, { partId, stretch, after: last });
    if (entities.length === 0) return found;
    const first = last;
    last = entities.at(-1)?.id ?? last;
    found.push(...(await listOfEntities(db, { entities, stretch, partId, first, last })));
  }
}

type Entity = {
  readonly id: number;
  readonly source: string;
  readonly kind: string;
  readonly entity: string;
};

async function listEntities(
  db: Reader,
  { partId, stretch, after }: { readonly partId: number; readonly stretch: Stretch; readonly after: number },
): Promise<readonly Entity[]> {
  return await db
    .selectFrom("source")
    .innerJoin("entity", "entity.source_id", "source.id")
    .select(["entity.id", "source.name as source", "entity.kind", "entity.name as entity"])
    .where("source.part_id", "=", partId)
    .where("entity.last_until", ">=", stretch.from)
    .where("entity.first_seen", "<=", stretch.at)
    .where("entity.id", ">", after)
    .orderBy("entity.id")
    .limit(entitiesAtOnce)
    .execute();
}

type EntityRange = {
  readonly entities: readonly Entity[];
  readonly stretch: Stretch;
  readonly partId: number;
  /** Excluded. */
  readonly first: number;
  /** Included. */
  readonly last: number;
};

/** The revisions of one entity do not overlap, so those of a stretch begin with the last that began before it. */
async function listOfEntities(db: Reader, range: EntityRange): Promise<readonly StoredRevision[]> {
  const { stretch } = range;
  const byId = new Map(range.entities.map((entity) => [entity.id, entity]));
  const found: StoredRevision[] = [];
  let cursor = { entityId: range.first, since: theEnd };
  for (;;) {
    const rows = await db
      .selectFrom("source")
      .innerJoin("entity", "entity.source_id", "source.id")
      .innerJoin("revision", "revision.entity_id", "entity.id")
      .selectAll("revision")
      .where("source.part_id", "=", range.partId)
      .where("entity.last_until", ">=", stretch.from)
      .where("entity.first_seen", "<=", stretch.at)
      .where("entity.id", ">=", cursor.entityId)
      .where("entity.id", "<=", range.last)
      .where("revision.since", "<=", stretch.at)
      .where("revision.since", ">=", (query) =>
        query
          .selectFrom("revision as earlier")
          .select(({ fn, val }) => fn.coalesce(fn.max("earlier.since"), val(0)).as("since"))
          .whereRef("earlier.entity_id", "=", "entity.id")
          .where("earlier.since", "<=", stretch.from),
      )
      .where("revision.until", ">=", stretch.from)
      .where(({ eb, or }) =>
        or([eb("entity.id", ">", cursor.entityId), eb("revision.since", ">", cursor.since)]),
      )
      .orderBy("entity.id")
      .orderBy("revision.since")
      .limit(rowsAtOnce)
      .execute();
    for (const row of rows) {
      const entity = byId.get(row.entity_id);
      if (entity !== undefined) found.push({ entityId: row.entity_id, revision: toRevision(row, entity) });
    }
    const end = rows.at(-1);
    if (end === undefined || rows.length < rowsAtOnce) return found;
    cursor = { entityId: end.entity_id, since: toInstant(end.since) };
  }
}
