import type { Source } from "#lib/sources/source.ts";

type Planned = Pick<Source, "id" | "after">;

/** True if the source is the other one, or waits for it, directly or through others in the list. */
export function dependsOn(source: Planned, otherId: string, sources: readonly Planned[]): boolean {
  const pending = [source.id];
  const visited = new Set<string>();
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (id === otherId) return true;
    if (visited.has(id)) continue;
    visited.add(id);
    pending.push(...(sources.find((candidate) => candidate.id === id)?.after ?? []));
  }
  return false;
}

/** Throws where the sources could never all be read: two of one id, or two that wait for each other. */
export function checkPlan(sources: readonly Planned[]): void {
  const ids = new Set<string>();
  for (const { id } of sources) {
    if (ids.has(id)) throw new Error(`two sources are called ${id}`);
    ids.add(id);
  }
  for (const source of sources) {
    for (const afterId of source.after) {
      const after = sources.find(({ id }) => id === afterId);
      if (after !== undefined && dependsOn(after, source.id, sources))
        throw new Error(`${source.id} and ${afterId} wait for each other`);
    }
  }
}
