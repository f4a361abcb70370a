import type { Kysely, Transaction } from "kysely";
import type { Revision } from "#lib/domain/fact.ts";
import type { Instant } from "#lib/domain/time.ts";
import { toRevisionRow } from "#lib/history/rows.ts";
import type { SourceWords } from "#lib/history/runs.ts";
import type { Tables } from "#lib/history/schema.ts";

export type Writer = Transaction<Tables>;

/** Somebody else wrote about the part since it was read. */
export class OutdatedPart extends Error {
  override readonly name = "OutdatedPart";
}

/** Small enough that no statement holds the thread for long. */
const batchSize = 500;

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
