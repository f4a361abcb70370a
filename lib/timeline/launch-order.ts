import type { LaneInstance } from "#lib/timeline/lane.ts";

/**
 * By launch, then by id, so that the order never depends on the input's. An unknown launch sorts first: what is old
 * enough that neither EC2 nor the activities remember its launch came before what they do remember.
 */
export function byLaunch(
  a: Pick<LaneInstance, "instanceId" | "launchedAt">,
  b: Pick<LaneInstance, "instanceId" | "launchedAt">,
): number {
  const first = a.launchedAt ?? Number.NEGATIVE_INFINITY;
  const second = b.launchedAt ?? Number.NEGATIVE_INFINITY;
  if (first !== second) return first < second ? -1 : 1;
  return compareText(a.instanceId, b.instanceId);
}

/** By code unit: the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
