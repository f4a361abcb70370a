import { TargetGroupNotFoundException } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { SimRegion, SimTargetGroup } from "#lib/simulator/world/state.ts";

export function toTargetGroupNotFound(): Error {
  return new TargetGroupNotFoundException({ message: "One or more target groups not found", $metadata: {} });
}

export function findTargetGroup(region: SimRegion, arn: string | undefined): SimTargetGroup {
  const group = region.targetGroups.get(arn ?? "");
  if (group === undefined) throw toTargetGroupNotFound();
  return group;
}
