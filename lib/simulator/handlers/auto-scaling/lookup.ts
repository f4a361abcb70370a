import { toValidationError } from "#lib/simulator/handlers/validation.ts";
import type { SimAutoScalingGroup, SimRegion } from "#lib/simulator/world/state.ts";

/** Calls about one group fail where it does not exist; listings by name leave it out. */
export function findGroup(region: SimRegion, name: string | undefined): SimAutoScalingGroup {
  const group = region.autoScalingGroups.get(name ?? "");
  if (group !== undefined) return group;
  throw toValidationError(`AutoScalingGroup name not found - AutoScalingGroup ${name} not found`);
}
