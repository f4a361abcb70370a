import type { Kysely } from "kysely";
import type { Instant } from "#lib/domain/time.ts";
import type { Writer } from "#lib/history/save-rows.ts";
import type { Tables } from "#lib/history/schema.ts";

const sourcesAtOnce = 500;
// Each with its revisions, which may be many.
const entitiesAtOnce = 20;

/**
 * Deletes the sources that were last read before the instant, with all that they said, and the parts that are left
 * without any. A group that was deleted is never read again, nor is a source that this version does not have: no
 * reading would ever end what they said last.
 */
export async function deleteUnread(db: Kysely<Tables>, end: Instant): Promise<void> {
  let last = 0;
  for (;;) {
    const sources = await db
      .selectFrom("source")
      .select(["id", "part_id"])
      .where("id", ">", last)
      .orderBy("id")
      .limit(sourcesAtOnce)
      .execute();
    if (sources.length === 0) break;
    last = sources.at(-1)?.id ?? last;
    const read = await listRead(
      db,
      sources.map(({ id }) => id),
      end,
    );
    for (const { id, part_id } of sources) if (!read.has(id)) await deleteSource(db, { id, part_id, end });
  }
  await deleteEmptyParts(db, end);
}

async function listRead(
  db: Kysely<Tables>,
  sourceIds: readonly number[],
  end: Instant,
): Promise<ReadonlySet<number>> {
  const rows = await db
    .selectFrom("run")
    .select("source_id")
    .distinct()
    .where("source_id", "in", sourceIds)
    .where("ended_at", ">=", end)
    .execute();
  return new Set(rows.map(({ source_id }) => source_id));
}

type UnreadSource = { readonly id: number; readonly part_id: number; readonly end: Instant };

async function deleteSource(db: Kysely<Tables>, source: UnreadSource): Promise<void> {
  let isOver = false;
  while (!isOver) isOver = await db.transaction().execute((writer) => deleteSome(writer, source));
}

/** Locks the part, and makes whoever holds it in memory read it again. True when nothing is left to be deleted. */
async function deleteSome(db: Writer, { id, part_id, end }: UnreadSource): Promise<boolean> {
  await db
    .updateTable("part")
    .set(({ eb }) => ({ version: eb("version", "+", 1) }))
    .where("id", "=", part_id)
    .execute();
  if ((await listRead(db, [id], end)).has(id)) return true;
  const rows = await db
    .selectFrom("entity")
    .select("id")
    .where("source_id", "=", id)
    .limit(entitiesAtOnce)
    .execute();
  const entityIds = rows.map((row) => row.id);
  if (entityIds.length > 0) {
    await db.deleteFrom("revision").where("entity_id", "in", entityIds).execute();
    await db.deleteFrom("entity").where("id", "in", entityIds).execute();
    return false;
  }
  await db.deleteFrom("run").where("source_id", "=", id).execute();
  await db.deleteFrom("source").where("id", "=", id).execute();
  return true;
}

/** By version: another process may write about the part in the same moment. */
async function deleteEmptyParts(db: Kysely<Tables>, end: Instant): Promise<void> {
  const parts = await db
    .selectFrom("part")
    .select(["id", "version"])
    .where("id", "not in", (query) => query.selectFrom("source").select("part_id"))
    .where(({ eb, or }) => or([eb("filled_at", "is", null), eb("filled_at", "<", end)]))
    .execute();
  for (const { id, version } of parts)
    await db.deleteFrom("part").where("id", "=", id).where("version", "=", version).execute();
}
