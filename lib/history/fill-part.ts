import type { Kysely } from "kysely";
import type { Revision } from "#lib/domain/fact.ts";
import { type Instant, toInstant } from "#lib/domain/time.ts";
import { type EntityPast, fitPast } from "#lib/history/fit-past.ts";
import { findPart } from "#lib/history/read-part.ts";
import { toKey } from "#lib/history/revisions.ts";
import {
  advanceVersion,
  saveChanges,
  savePart,
  saveRevisions,
  saveSources,
  toBatches,
  type Writer,
} from "#lib/history/save-rows.ts";
import type { Tables } from "#lib/history/schema.ts";

/** Writes what AWS's own timestamps tell about the time before the first reading; what is known already stands. */
export async function fillPart(
  db: Writer,
  key: string,
  { revisions, filledAt }: { readonly revisions: readonly Revision[]; readonly filledAt: Instant },
): Promise<void> {
  const id = await savePart(db, key);
  const part = await findPart(db, key);
  await advanceVersion(db, { id, version: part?.version ?? 0 });
  const sourceIds = await findSources(db, id, revisions);
  const kept: Revision[] = [];
  for (const [name, sourceId] of sourceIds) {
    const own = revisions.filter((revision) => revision.source === name);
    for (const batch of toBatches([...groupByEntity(own).values()]))
      kept.push(...(await fillEntities(db, { sourceId, entities: batch, filledAt })));
  }
  const edges = kept.flatMap(({ since, until }) => (until === undefined ? [since] : [since, until]));
  await saveChanges(db, id, [...new Set(edges)]);
  const earliest = Math.min(...kept.map(({ since }) => since), part?.filledFrom ?? Number.POSITIVE_INFINITY);
  await db
    .updateTable("part")
    .set({ filled_at: filledAt, ...(Number.isFinite(earliest) ? { filled_from: earliest } : {}) })
    .where("id", "=", id)
    .execute();
}

/** The ids of the revisions' sources, by name. One that was never read is named by its id until it is. */
async function findSources(
  db: Writer,
  partId: number,
  revisions: readonly Revision[],
): Promise<ReadonlyMap<string, number>> {
  const names = new Set(revisions.map(({ source }) => source));
  const rows = await db.selectFrom("source").select(["id", "name"]).where("part_id", "=", partId).execute();
  const found = new Map(rows.filter(({ name }) => names.has(name)).map(({ id, name }) => [name, id]));
  const missing = [...names].filter((name) => !found.has(name));
  const saved = await saveSources(
    db,
    partId,
    missing.map((id) => ({ id, title: id, pace: "moving", operations: [] })),
  );
  return new Map([...found, ...saved]);
}

function groupByEntity(revisions: readonly Revision[]): ReadonlyMap<string, readonly Revision[]> {
  const groups = new Map<string, Revision[]>();
  for (const revision of revisions) {
    const group = groups.get(toKey(revision)) ?? [];
    groups.set(toKey(revision), group);
    group.push(revision);
  }
  return groups;
}

type EntityFill = {
  readonly sourceId: number;
  /** Each the revisions of one entity. */
  readonly entities: readonly (readonly Revision[])[];
  readonly filledAt: Instant;
};

async function fillEntities(db: Writer, fill: EntityFill): Promise<readonly Revision[]> {
  const ids = await saveFilledEntities(db, fill);
  const pasts = await listPasts(db, [...ids.values()]);
  const rows = fill.entities.flatMap((told) => {
    const [first] = told;
    const entityId = first && ids.get(toKey(first));
    if (entityId === undefined) return [];
    const past = pasts.get(entityId) ?? { filled: [] };
    return fitPast(told, past, fill.filledAt).map((revision) => ({ revision, entityId }));
  });
  await saveRevisions(db, rows);
  return rows.map(({ revision }) => revision);
}

/** Widens the stretch in which the entities are looked for. */
async function saveFilledEntities(
  db: Writer,
  { sourceId, entities, filledAt }: EntityFill,
): Promise<ReadonlyMap<string, number>> {
  const values = entities.flatMap((told) => {
    const [first] = told;
    if (first === undefined) return [];
    return {
      source_id: sourceId,
      kind: first.kind,
      name: first.entity,
      first_seen: Math.min(...told.map(({ since }) => since)),
      last_until: Math.max(...told.map(({ until }) => Math.min(until ?? filledAt, filledAt))),
    };
  });
  const rows = await db
    .insertInto("entity")
    .values(values)
    .onConflict((conflict) =>
      conflict.columns(["source_id", "kind", "name"]).doUpdateSet((row) => ({
        first_seen: row
          .case()
          .when("excluded.first_seen", "<", row.ref("entity.first_seen"))
          .then(row.ref("excluded.first_seen"))
          .else(row.ref("entity.first_seen"))
          .end(),
        last_until: row
          .case()
          .when("excluded.last_until", ">", row.ref("entity.last_until"))
          .then(row.ref("excluded.last_until"))
          .else(row.ref("entity.last_until"))
          .end(),
      })),
    )
    .returning(["id", "kind", "name"])
    .execute();
  return new Map(rows.map(({ id, kind, name }) => [toKey({ kind, entity: name }), id]));
}

async function listPasts(
  db: Kysely<Tables>,
  entityIds: readonly number[],
): Promise<ReadonlyMap<number, EntityPast>> {
  const recorded = await db
    .selectFrom("revision")
    .select(({ fn }) => ["entity_id", fn.min("since").as("since")])
    .where("entity_id", "in", entityIds)
    .where("origin", "is", null)
    .groupBy("entity_id")
    .execute();
  const filled = await db
    .selectFrom("revision")
    .select(["entity_id", "since", "until"])
    .where("entity_id", "in", entityIds)
    .where("origin", "=", "aws")
    .orderBy("since")
    .execute();
  const firsts = new Map(recorded.map(({ entity_id, since }) => [entity_id, toInstant(Number(since))]));
  return new Map(
    entityIds.map((id) => {
      const recordedFrom = firsts.get(id);
      const own = filled.filter((row) => row.entity_id === id);
      return [
        id,
        {
          ...(recordedFrom === undefined ? {} : { recordedFrom }),
          filled: own.map(({ since, until }) => ({ since: toInstant(since), until: toInstant(until) })),
        },
      ];
    }),
  );
}
