import type { Kysely, Transaction } from "kysely";
import type { Fact, Revision } from "#lib/domain/fact.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { HeldPart, HeldSource } from "#lib/history/held-part.ts";
import type { AppendPlan, SourcePlan } from "#lib/history/plan-append.ts";
import { toKey } from "#lib/history/revisions.ts";
import { toRevisionRow, toRunRow } from "#lib/history/rows.ts";
import type { SourceWords } from "#lib/history/runs.ts";
import { stillOpen, type Tables } from "#lib/history/schema.ts";

/** Somebody else wrote about the part since it was read. */
export class OutdatedPart extends Error {
  override readonly name = "OutdatedPart";
}

/** Small enough that no statement holds the thread for long. */
export const batchSize = 500;

type Writer = Transaction<Tables>;

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
  const entityIds = [...held.entityIds].filter(([key]) => held.known.open.has(key));
  return { ...held, entityIds: new Map(entityIds) };
}

export async function savePart(db: Kysely<Tables>, key: string): Promise<number> {
  await db
    .insertInto("part")
    .values({ key, version: 0 })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
  const { id } = await db.selectFrom("part").select("id").where("key", "=", key).executeTakeFirstOrThrow();
  return id;
}

/** Locks the part until the transaction ends. */
export async function advanceVersion(
  db: Writer,
  part: { readonly id: number; readonly version: number },
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable("part")
    .set({ version: part.version + 1 })
    .where("id", "=", part.id)
    .where("version", "=", part.version)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) throw new OutdatedPart("another process wrote about this part");
}

/** The ids by source name. */
export async function saveSources(
  db: Writer,
  partId: number,
  sources: readonly SourceWords[],
): Promise<ReadonlyMap<string, number>> {
  if (sources.length === 0) return new Map();
  const rows = await db
    .insertInto("source")
    .values(
      sources.map(({ id, title, pace, operations }) => ({
        part_id: partId,
        name: id,
        title,
        pace,
        operations: JSON.stringify(operations),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["part_id", "name"]).doUpdateSet((row) => ({
        title: row.ref("excluded.title"),
        pace: row.ref("excluded.pace"),
        operations: row.ref("excluded.operations"),
      })),
    )
    .returning(["id", "name"])
    .execute();
  return new Map(rows.map(({ id, name }) => [name, id]));
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

export type EntityRow = Pick<Fact, "kind"> & {
  readonly name: string;
  readonly firstSeen: Instant;
  readonly until?: Instant;
};

/** The ids of the source's open entities and of those that came or went, by key. */
async function saveEntities(
  db: Writer,
  sourceId: number,
  { held, entities }: Pick<SourcePlan, "held" | "entities">,
): Promise<ReadonlyMap<string, number>> {
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

export async function saveRevisions(
  db: Writer,
  revisions: readonly { readonly revision: Revision; readonly entityId: number }[],
): Promise<void> {
  for (const batch of toBatches(revisions)) {
    await db
      .insertInto("revision")
      .values(batch.map(({ revision, entityId }) => toRevisionRow(revision, entityId)))
      .onConflict((conflict) =>
        conflict.columns(["entity_id", "since"]).doUpdateSet((row) => ({
          until: row.ref("excluded.until"),
          last_seen: row.ref("excluded.last_seen"),
        })),
      )
      .execute();
  }
}

export async function saveChanges(db: Writer, partId: number, instants: readonly Instant[]): Promise<void> {
  for (const batch of toBatches(instants)) {
    await db
      .insertInto("change")
      .values(batch.map((at) => ({ part_id: partId, at })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

export function* toBatches<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let start = 0; start < items.length; start += batchSize) yield items.slice(start, start + batchSize);
}
