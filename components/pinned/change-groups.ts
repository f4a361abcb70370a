import type { FactChange } from "#lib/report/schema.ts";

export type ChangeGroup = { readonly entity: string; readonly changes: readonly FactChange[] };

/** Changes by the instance that their entity names, or by the entity itself, in the order of the first. */
export function groupChanges(
  changes: readonly FactChange[],
  instanceIds: readonly string[],
): readonly ChangeGroup[] {
  const groups = new Map<string, FactChange[]>();
  for (const change of changes) {
    const name = instanceIds.find((id) => namesId(change.entity, id)) ?? change.entity;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [change]);
    else group.push(change);
  }
  return [...groups].map(([entity, grouped]) => ({ entity, changes: grouped }));
}

/** The changes that concern one of the instances: by their entity, or by what they say. */
export function selectMentioning(
  changes: readonly FactChange[],
  instanceIds: readonly string[],
): readonly FactChange[] {
  return changes.filter((change) => {
    const text = JSON.stringify([change.entity, change.fields]);
    return instanceIds.some((id) => namesId(text, id));
  });
}

/** Instance ids are as long as each other or not, but never part of another word. */
function namesId(text: string, id: string): boolean {
  return text.split(/[^\w-]+/).includes(id);
}
