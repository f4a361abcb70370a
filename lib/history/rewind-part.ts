import type { Instant } from "#lib/domain/time.ts";
import type { Writer } from "#lib/history/save-rows.ts";
import { stillOpen } from "#lib/history/schema.ts";

/** Makes the part know no more than it knew right before the instant: what held then is open again. */
export async function rewindPart(db: Writer, partId: number, at: Instant): Promise<void> {
  const sources = db.selectFrom("source").select("id").where("part_id", "=", partId);
  const entities = db.selectFrom("entity").select("id").where("source_id", "in", sources);
  const revisions = db.updateTable("revision").where("entity_id", "in", entities);
  await db.deleteFrom("revision").where("entity_id", "in", entities).where("since", ">=", at).execute();
  await revisions.set({ until: at }).where("origin", "is not", null).where("until", ">", at).execute();
  await revisions.set({ until: stillOpen }).where("origin", "is", null).where("until", ">", at).execute();
  await revisions
    .set({ last_seen: at - 1 })
    .where("last_seen", ">=", at)
    .execute();

  const ofPart = db.updateTable("entity").where("source_id", "in", sources);
  await db.deleteFrom("entity").where("source_id", "in", sources).where("first_seen", ">=", at).execute();
  await ofPart.set({ last_until: stillOpen }).where("last_until", ">", at).execute();

  const runs = db.updateTable("run").where("source_id", "in", sources);
  await db.deleteFrom("run").where("source_id", "in", sources).where("began_at", ">=", at).execute();
  await runs
    .set({ ended_at: at - 1 })
    .where("ended_at", ">=", at)
    .execute();
  await runs
    .set({ read_at: at - 1 })
    .where("read_at", ">=", at)
    .execute();
  await runs
    .set({ complete_at: at - 1 })
    .where("complete_at", ">=", at)
    .execute();
  await runs.set({ next_at: null }).where("next_at", ">=", at).execute();

  await db.deleteFrom("change").where("part_id", "=", partId).where("at", ">=", at).execute();
  await db
    .updateTable("part")
    .set({ filled_at: at })
    .where("id", "=", partId)
    .where("filled_at", ">", at)
    .execute();
  await db.updateTable("keeper").set({ kept_from: at }).where("kept_from", ">", at).execute();
  await db.updateTable("keeper").set({ created_at: at }).where("created_at", ">", at).execute();
}
