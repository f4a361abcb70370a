import type { Kysely } from "kysely";
import type { Revision } from "#lib/domain/fact.ts";
import type { StoredSource, Stretch } from "#lib/history/read-part.ts";
import { toRevision } from "#lib/history/rows.ts";
import type { Tables } from "#lib/history/schema.ts";

/** A revision as it is stored, and the ids of its entity and source. */
export type StoredRevision = {
  readonly entityId: number;
  readonly sourceId: number;
  readonly revision: Revision;
};

export type Asked = {
  readonly sources: readonly StoredSource[];
  readonly stretch: Stretch;
  /** How many rows one statement may give. */
  readonly rowsAtOnce: number;
};

/**
 * What held at some time of the stretch, in the order in which the entities were first recorded. Asked for along one
 * index and no further back than an entity was there: that is what keeps the question cheap whatever else the history
 * holds (measured at five million revisions and at sixty thousand entities). Many sources go into one question while
 * they hold little; one that holds much is read on by itself.
 */
export async function listRevisions(
  db: Kysely<Tables>,
  { sources, stretch, rowsAtOnce }: Asked,
): Promise<readonly StoredRevision[]> {
  const names = new Map(sources.map(({ id, words }) => [id, words.id]));
  const found: StoredRevision[] = [];
  let waiting = [...names.keys()].sort((one, two) => one - two);
  while (waiting.length > 0) {
    // Most hold a few revisions.
    const asked = waiting.slice(0, rowsAtOnce / 5);
    let rows = await select(db, stretch).where("entity.source_id", "in", asked).limit(rowsAtOnce).execute();
    addTo(found, rows, names);
    const reached = rows.length < rowsAtOnce ? asked.at(-1) : rows.at(-1)?.source_id;
    for (let last = rows.at(-1); last !== undefined && rows.length === rowsAtOnce; last = rows.at(-1)) {
      rows = await selectAfter(db, stretch, last).limit(rowsAtOnce).execute();
      addTo(found, rows, names);
    }
    waiting = waiting.filter((id) => id > (reached ?? id));
  }
  return found.sort((one, two) => one.entityId - two.entityId);
}

type Row = Awaited<ReturnType<ReturnType<typeof select>["execute"]>>[number];

/** The revisions of one entity do not overlap, so those of a stretch begin with the last that began before it. */
function select(db: Kysely<Tables>, { from, at }: Stretch) {
  return db
    .selectFrom("entity")
    .innerJoin("revision", "revision.entity_id", "entity.id")
    .selectAll("revision")
    .select(["entity.source_id", "entity.kind", "entity.name"])
    .select(["entity.last_until as entity_until", "entity.first_seen as entity_seen"])
    .where("entity.last_until", ">=", from)
    .where("entity.first_seen", "<=", at)
    .where("revision.since", "<=", at)
    .where("revision.since", ">=", (query) =>
      query
        .selectFrom("revision as earlier")
        .select(({ fn, val }) => fn.coalesce(fn.max("earlier.since"), val(0)).as("since"))
        .whereRef("earlier.entity_id", "=", "entity.id")
        .where("earlier.since", "<=", from),
    )
    .where("revision.until", ">=", from)
    .orderBy("entity.source_id")
    .orderBy("entity.last_until")
    .orderBy("entity.first_seen")
    .orderBy("entity.id")
    .orderBy("revision.since");
}

/** What follows in the same source. */
function selectAfter(db: Kysely<Tables>, stretch: Stretch, last: Row) {
  return select(db, stretch)
    .where("entity.source_id", "=", last.source_id)
    .where(({ eb, refTuple, tuple }) =>
      eb(
        refTuple("entity.last_until", "entity.first_seen", "entity.id"),
        ">=",
        tuple(last.entity_until, last.entity_seen, last.entity_id),
      ),
    )
    .where(({ eb, or }) =>
      or([eb("entity.id", "!=", last.entity_id), eb("revision.since", ">", last.since)]),
    );
}

function addTo(found: StoredRevision[], rows: readonly Row[], names: ReadonlyMap<number, string>): void {
  for (const row of rows) {
    const source = names.get(row.source_id);
    if (source === undefined) continue;
    const revision = toRevision(row, { source, kind: row.kind, entity: row.name });
    found.push({ entityId: row.entity_id, sourceId: row.source_id, revision });
  }
}
