import type { FactRevision } from "#lib/sources/facts.ts";

/** Nothing was done on the target. In a deployment that failed elsewhere, targets that never had their turn look like this too. */
export function isAllSkipped({ value }: FactRevision<"deployment-target">): boolean {
  return value.events.length > 0 && value.events.every(({ status }) => status === "Skipped");
}
