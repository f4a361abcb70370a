import type { Kysely } from "kysely";
import type { Revision } from "#lib/domain/fact.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { Recorded } from "#lib/history/history.ts";
import { listRevisions } from "#lib/history/list-revisions.ts";
import { readKeeper } from "#lib/history/read-overview.ts";
import { findPart, listPartKeys, listRuns, listSources, type Stretch } from "#lib/history/read-part.ts";
import { buildRecorded, nothingRecorded } from "#lib/history/recorded.ts";
import type { SourceRuns } from "#lib/history/runs.ts";
import type { Tables } from "#lib/history/schema.ts";

type Reader = Kysely<Tables>;

type Wanted = {
  /** All parts unless told. */
  readonly partIds?: readonly number[];
  readonly stretch: Stretch;
  readonly rowsAtOnce: number;
};

export async function readAsOf(db: Reader, key: string, wanted: Omit<Wanted, "partIds">): Promise<Recorded> {
  const { keptFrom } = await readKeeper(db);
  const part = wanted.stretch.at < keptFrom ? undefined : await findPart(db, key);
  if (part === undefined) return nothingRecorded;
  return (await readRecorded(db, { ...wanted, partIds: [part.id] })).get(part.id) ?? nothingRecorded;
}

export async function readAllAsOf(
  db: Reader,
  at: Instant,
  rowsAtOnce: number,
): Promise<ReadonlyMap<string, Recorded>> {
  const { keptFrom } = await readKeeper(db);
  if (at < keptFrom) return new Map();
  const keys = await listPartKeys(db);
  const recorded = await readRecorded(db, { stretch: { from: at, at }, rowsAtOnce });
  return new Map(keys.map(({ id, key }) => [key, recorded.get(id) ?? nothingRecorded]));
}

type Found = { readonly revisions: Revision[]; readonly sources: SourceRuns[] };

/** What was known of the parts at the stretch's end, by part: a few questions for all of them, not a few for each. */
async function readRecorded(db: Reader, wanted: Wanted): Promise<ReadonlyMap<number, Recorded>> {
  const { stretch, rowsAtOnce } = wanted;
  const parts = new Map<number, Found>();
  for await (const sources of listSources(db, wanted)) {
    const runs = await listRuns(db, sources, stretch);
    const foundBySource = new Map<number, Found>();
    for (const { id, partId, words } of sources) {
      const found = parts.get(partId) ?? { revisions: [], sources: [] };
      parts.set(partId, found);
      foundBySource.set(id, found);
      const own = runs.get(id);
      if (own !== undefined) found.sources.push({ words, runs: own });
    }
    for (const { sourceId, revision } of await listRevisions(db, { sources, stretch, rowsAtOnce }))
      foundBySource.get(sourceId)?.revisions.push(revision);
  }
  return new Map([...parts].map(([id, found]) => [id, buildRecorded(found, stretch)]));
}
