import type { Kysely } from "kysely";
import { emptyPart, type HeldPart, type HeldSource, makeHeldSource } from "#lib/history/held-part.ts";
import {
  findPart,
  listRevisions,
  listSourceRuns,
  type StoredRevision,
  theEnd,
} from "#lib/history/read-part.ts";
import { toKey } from "#lib/history/revisions.ts";
import { toSourceWords } from "#lib/history/rows.ts";
import type { Tables } from "#lib/history/schema.ts";

/** What the next reading of the part starts from. */
export async function loadPart(db: Kysely<Tables>, key: string): Promise<HeldPart> {
  const part = await findPart(db, key);
  if (part === undefined) return emptyPart;
  const sources = new Map<string, HeldSource>();
  const rows = await db
    .selectFrom("source")
    .selectAll()
    .where("part_id", "=", part.id)
    .orderBy("id")
    .execute();
  for (const row of rows) sources.set(row.name, { ...makeHeldSource(toSourceWords(row)), id: row.id });
  const now = { from: theEnd, at: theEnd };
  for (const { id, words, runs } of await listSourceRuns(db, part.id, now)) {
    const run = runs.at(-1);
    const completeAt = run?.completeAt === undefined ? {} : { completeAt: run.completeAt };
    sources.set(words.id, {
      ...makeHeldSource(words),
      id,
      known: { open: new Map(), ...completeAt },
      ...(run === undefined ? {} : { run }),
    });
  }
  const open = await listRevisions(db, part.id, now);
  return { ...part, sources: addOpen(sources, open) };
}

function addOpen(
  sources: ReadonlyMap<string, HeldSource>,
  stored: readonly StoredRevision[],
): ReadonlyMap<string, HeldSource> {
  const filled = new Map(sources);
  for (const [name, held] of sources) {
    const own = stored.filter(({ revision }) => revision.source === name);
    const completeAt = held.run?.completeAt;
    const open = own.map(({ revision }) => {
      const lastSeen =
        completeAt !== undefined && completeAt > revision.lastSeen ? completeAt : revision.lastSeen;
      return [toKey(revision), { ...revision, lastSeen }] as const;
    });
    filled.set(name, {
      ...held,
      known: { ...held.known, open: new Map(open) },
      entityIds: new Map(own.map(({ entityId, revision }) => [toKey(revision), entityId])),
    });
  }
  return filled;
}
