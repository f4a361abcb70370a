import type { TargetView } from "#lib/report/schema.ts";

/**
 * The lifecycle events of all targets as columns. Each target's own order is the documented one for its kind of run;
 * an event that only some targets have goes behind the event it follows there.
 */
export function toEventColumns(targets: readonly TargetView[]): readonly string[] {
  const columns: string[] = [];
  for (const target of targets) {
    let behind = -1;
    for (const { name } of target.events) {
      const index = columns.indexOf(name);
      if (index >= 0) {
        behind = Math.max(behind, index);
        continue;
      }
      behind += 1;
      columns.splice(behind, 0, name);
    }
  }
  return columns;
}
