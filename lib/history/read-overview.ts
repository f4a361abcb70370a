import type { Kysely } from "kysely";
import { type Instant, toInstant } from "#lib/domain/time.ts";
import type { Bounds, History } from "#lib/history/history.ts";
import { findPart } from "#lib/history/read-part.ts";
import type { Tables } from "#lib/history/schema.ts";

type Reader = Kysely<Tables>;

export async function readKeeper(
  db: Reader,
): Promise<{ readonly createdAt: Instant; readonly keptFrom: Instant }> {
  const row = await db.selectFrom("keeper").select(["created_at", "kept_from"]).executeTakeFirstOrThrow();
  return { createdAt: toInstant(row.created_at), keptFrom: toInstant(row.kept_from) };
}

export async function readBounds(db: Reader, key: string, at: Instant): Promise<Bounds> {
  const part = await findPart(db, key);
  if (part === undefined) return {};
  const { keptFrom } = await readKeeper(db);
  const notBefore = (instant: Instant | undefined) =>
    instant === undefined || instant > keptFrom ? instant : keptFrom;
  const recordedFrom = notBefore(await findFirstReading(db, part.id));
  const filledFrom = notBefore(part.filledFrom);
  const isFilled = filledFrom !== undefined && (recordedFrom === undefined || filledFrom < recordedFrom);
  const changes = db.selectFrom("change").select("at").where("part_id", "=", part.id).limit(1);
  const previous = await changes
    .where("at", "<", at)
    .where("at", ">=", keptFrom)
    .orderBy("at", "desc")
    .executeTakeFirst();
  const next = await changes
    .where("at", ">", at)
    .where("at", ">=", keptFrom)
    .orderBy("at")
    .executeTakeFirst();
  return {
    ...(recordedFrom === undefined ? {} : { recordedFrom }),
    ...(isFilled ? { filledFrom } : {}),
    ...(previous === undefined ? {} : { previousChange: toInstant(previous.at) }),
    ...(next === undefined ? {} : { nextChange: toInstant(next.at) }),
  };
}

async function findFirstReading(db: Reader, partId: number): Promise<Instant | undefined> {
  const rows = await db
    .selectFrom("source")
    .select(({ selectFrom }) =>
      selectFrom("run")
        .select(({ fn }) => fn.min("run.began_at").as("began_at"))
        .whereRef("run.source_id", "=", "source.id")
        .as("began_at"),
    )
    .where("part_id", "=", partId)
    .execute();
  const firsts = rows.flatMap(({ began_at }) => (began_at === null ? [] : Number(began_at)));
  return firsts.length === 0 ? undefined : toInstant(Math.min(...firsts));
}

export async function readChangedSince(db: Reader, since: Instant): ReturnType<History["changedSince"]> {
  const rows = await db
    .selectFrom("change")
    .innerJoin("part", "part.id", "change.part_id")
    .select(({ fn }) => ["part.key", fn.max("change.at").as("at")])
    .where("change.at", ">", since)
    .groupBy("part.key")
    .execute();
  return rows.map(({ key, at }) => ({ part: key, at: toInstant(Number(at)) }));
}
