import type { Revision } from "#lib/domain/fact.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { HeldPart, HeldSource } from "#lib/history/held-part.ts";
import type { AppendPlan, SourcePlan } from "#lib/history/plan-append.ts";
import { toKey } from "#lib/history/revisions.ts";
import { toRunRow } from "#lib/history/rows.ts";
import {
  advanceVersion,
  saveChanges,
  savePart,
  saveRevisions,
  saveSources,
  toBatches,
  type Writer,
} from "#lib/history/save-rows.ts";
import { stillOpen } from "#lib/history/schema.ts";

/** Writes what was planned and returns what the next reading starts from. Throws OutdatedPart over somebody else's writing. */
export async function writePlan(
  db: Writer,
  key: string,
  work: { part: HeldPart; plan: AppendPlan },
): Promise<HeldPart> {
  const { part, plan } = work;
  const partId = part.id ?? (await savePart(db, key));
  await advanceVersion(db, { id: partId, version: part.version });
  const words = plan.sources.filter((source) => source.isNewWords).map(({ held }) => held.words);
  const newIds = await saveSources(db, partId, words);
  const idOf = ({ held }: SourcePlan) => held.id ?? take(newIds, held.words.id);
  await saveRuns(db, plan.sources, idOf);
  const sources = new Map(part.sources);
  const revisions: { revision: Revision; entityId: number }[] = [];
  for (const source of plan.sources) {
    const id = idOf(source);
    const entityIds = await saveEntities(db, id, source);
    if (part.filledAt !== undefined) await clipFilled(db, part.filledAt, { source, entityIds });
    for (const revision of source.revisions)
      revisions.push({ revision, entityId: take(entityIds, toKey(revision)) });
    sources.set(source.held.words.id, keepOpen({ ...source.held, id, entityIds }));
  }
  await saveRevisions(db, revisions);
  await saveChanges(db, partId, plan.changedAt);
  return { ...part, id: partId, version: part.version + 1, sources };
}

function take<Key>(map: ReadonlyMap<Key, number>, key: Key): number {
  const id = map.get(key);
  if (id === undefined) throw new Error(`the database gave no id for ${key}`);
  return id;
}

function keepOpen(held: HeldSource): HeldSource {
  if (held.entityIds.size === held.known.open.size) return held;
  const entityIds = [...held.entityIds].filter(([key]) => held.known.open.has(key));
  return { ...held, entityIds: new Map(entityIds) };
}

async function saveRuns(
  db: Writer,
  sources: readonly SourcePlan[],
  idOf: (source: SourcePlan) => number,
): Promise<void> {
  const rows = sources.flatMap((source) => source.runs.map((run) => toRunRow(run, idOf(source))));
  for (const values of toBatches(rows)) {
    await db
      .insertInto("run")
      .values(values)
      .onConflict((conflict) =>
        conflict.columns(["source_id", "began_at"]).doUpdateSet((row) => ({
          ended_at: row.ref("excluded.ended_at"),
          read_at: row.ref("excluded.read_at"),
          complete_at: row.ref("excluded.complete_at"),
          next_at: row.ref("excluded.next_at"),
          doubted: row.ref("excluded.doubted"),
        })),
      )
      .execute();
  }
}

/** The ids of the source's open entities and of those that came or went, by key. */
async function saveEntities(
  db: Writer,
  sourceId: number,
  { held, entities }: Pick<SourcePlan, "held" | "entities">,
): Promise<ReadonlyMap<string, number>> {
  if (entities.length === 0) return held.entityIds;
  const ids = new Map(held.entityIds);
  for (const batch of toBatches(entities)) {
    const rows = await db
      .insertInto("entity")
      .values(
        batch.map(({ kind, name, firstSeen, until }) => ({
          source_id: sourceId,
          kind,
          name,
          first_seen: firstSeen,
          last_until: until ?? stillOpen,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(["source_id", "kind", "name"])
          .doUpdateSet((row) => ({ last_until: row.ref("excluded.last_until") })),
      )
      .returning(["id", "kind", "name"])
      .execute();
    for (const { id, kind, name } of rows) ids.set(toKey({ kind, entity: name }), id);
  }
  return ids;
}

/** What was filled in reaches up to the filling. Where a reading from before it says more, the reading counts. */
async function clipFilled(
  db: Writer,
  filledAt: Instant,
  { source, entityIds }: { source: SourcePlan; entityIds: ReadonlyMap<string, number> },
): Promise<void> {
  for (const { kind, name, firstSeen } of source.entities) {
    if (firstSeen >= filledAt) continue;
    const entityId = take(entityIds, toKey({ kind, entity: name }));
    await db
      .deleteFrom("revision")
      .where("entity_id", "=", entityId)
      .where("origin", "=", "aws")
      .where("since", ">=", firstSeen)
      .execute();
    await db
      .updateTable("revision")
      .set({ until: firstSeen })
      .where("entity_id", "=", entityId)
      .where("origin", "=", "aws")
      .where("until", ">", firstSeen)
      .execute();
  }
}
