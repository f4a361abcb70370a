import type { Kysely } from "kysely";
import type { Revision } from "#lib/domain/fact.ts";
import { emptyPart, type HeldPart, type HeldSource, makeHeldSource } from "#lib/history/held-part.ts";
import { listRevisions, type StoredRevision } from "#lib/history/list-revisions.ts";
import { findPart, listRuns, listSources, theEnd } from "#lib/history/read-part.ts";
import { toKey } from "#lib/history/revisions.ts";
import type { Tables } from "#lib/history/schema.ts";

/** What the next reading of the part starts from. */
export async function loadPart(
  db: Kysely<Tables>,
  { key, rowsAtOnce }: { readonly key: string; readonly rowsAtOnce: number },
): Promise<HeldPart> {
  const part = await findPart(db, key);
  if (part === undefined) return emptyPart;
  const now = { from: theEnd, at: theEnd };
  const sources = new Map<string, HeldSource>();
  const open: StoredRevision[] = [];
  for await (const stored of listSources(db, { partIds: [part.id], rowsAtOnce })) {
    const runs = await listRuns(db, stored, now);
    for (const { id, words } of stored) {
      const run = runs.get(id)?.at(-1);
      const completeAt = run?.completeAt === undefined ? {} : { completeAt: run.completeAt };
      sources.set(words.id, {
        ...makeHeldSource(words),
        id,
        known: { open: new Map(), ...completeAt },
        ...(run === undefined ? {} : { run }),
      });
    }
    open.push(...(await listRevisions(db, { sources: stored, stretch: now, rowsAtOnce })));
  }
  return { ...part, sources: addOpen(sources, open) };
}

function addOpen(
  sources: ReadonlyMap<string, HeldSource>,
  stored: readonly StoredRevision[],
): ReadonlyMap<string, HeldSource> {
  const open = new Map([...sources.keys()].map((name) => [name, new Map<string, Revision>()]));
  const entityIds = new Map([...sources.keys()].map((name) => [name, new Map<string, number>()]));
  for (const { entityId, revision } of stored) {
    open.get(revision.source)?.set(toKey(revision), revision);
    entityIds.get(revision.source)?.set(toKey(revision), entityId);
  }
  const filled = [...sources].map(([name, held]): [string, HeldSource] => [
    name,
    {
      ...held,
      known: { ...held.known, open: open.get(name) ?? new Map() },
      entityIds: entityIds.get(name) ?? new Map(),
    },
  ]);
  return new Map(filled);
}
