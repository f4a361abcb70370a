import type { Kysely } from "kysely";
import type { SourceState } from "#lib/domain/fact.ts";
import { type HeldPart, toStates } from "#lib/history/held-part.ts";
import type { PartState } from "#lib/history/history.ts";
import { listPartKeys, listRuns, listSources, theEnd } from "#lib/history/read-part.ts";
import { toState } from "#lib/history/runs.ts";
import type { Tables } from "#lib/history/schema.ts";

/** How the sources of every part stand, kept at hand: everybody who looks at all groups asks. */
export type PartStates = {
  /** What an append has just written. */
  note(part: string, held: HeldPart): void;
  /** Asks the database which parts have been written since, by this process or another, and reads only those. */
  read(db: Kysely<Tables>, rowsAtOnce: number): Promise<readonly PartState[]>;
};

type Held = { readonly id: number; readonly version: number; readonly states: readonly SourceState[] };

export function createPartStates(): PartStates {
  let held: ReadonlyMap<string, Held> = new Map();
  const noted = new Map<string, Held>();

  return {
    note(part, now) {
      const { id, version } = now;
      if (id !== undefined) noted.set(part, { id, version, states: toStates(now) });
    },
    async read(db, rowsAtOnce) {
      const parts = await listPartKeys(db);
      const known = parts.map(({ id, key, version }) => {
        const isLatest = (one: Held | undefined) => one?.id === id && one.version === version;
        return [noted.get(key), held.get(key)].find(isLatest);
      });
      const missing = parts.filter((_, index) => known[index] === undefined);
      const read = await readStates(
        db,
        missing.map(({ id }) => id),
        rowsAtOnce,
      );
      const now = parts.map(({ id, key, version }, index): [string, Held] => [
        key,
        known[index] ?? { id, version, states: read.get(id) ?? [] },
      ]);
      held = new Map(now);
      for (const [part, one] of noted) if (held.get(part) === one) noted.delete(part);
      return now.flatMap(([part, { states }]) => (states.length === 0 ? [] : [{ part, states }]));
    },
  };
}

const partsAtOnce = 100;

async function readStates(
  db: Kysely<Tables>,
  partIds: readonly number[],
  rowsAtOnce: number,
): Promise<ReadonlyMap<number, readonly SourceState[]>> {
  const states = new Map<number, SourceState[]>();
  for (let start = 0; start < partIds.length; start += partsAtOnce) {
    const asked = { partIds: partIds.slice(start, start + partsAtOnce), rowsAtOnce };
    for await (const sources of listSources(db, asked)) {
      const runs = await listRuns(db, sources, { from: theEnd, at: theEnd });
      for (const { id, partId, words } of sources) {
        const run = runs.get(id)?.at(-1);
        if (run === undefined) continue;
        const own = states.get(partId) ?? [];
        states.set(partId, own);
        own.push(toState(words, run, run.endedAt));
      }
    }
  }
  return states;
}
