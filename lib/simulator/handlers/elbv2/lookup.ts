import {
  LoadBalancerNotFoundException,
  TargetGroupNotFoundException,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { documentedPageSizes, type PagedOperation } from "#lib/simulator/handlers/page-sizes.ts";
import { toValidationError } from "#lib/simulator/handlers/validation.ts";
import type { SimRegion, SimTargetGroup } from "#lib/simulator/world/state.ts";

export function toTargetGroupNotFound(): Error {
  return new TargetGroupNotFoundException({ message: "One or more target groups not found", $metadata: {} });
}

export function toLoadBalancerNotFound(): Error {
  return new LoadBalancerNotFoundException({
    message: "One or more load balancers not found",
    $metadata: {},
  });
}

export function findTargetGroup(region: SimRegion, arn: string | undefined): SimTargetGroup {
  const group = region.targetGroups.get(arn ?? "");
  if (group === undefined) throw toTargetGroupNotFound();
  return group;
}

export function toInvalidMarker(): Error {
  return toValidationError("Invalid marker");
}

export function checkPageSize(operation: PagedOperation, asked: number | undefined): number | undefined {
  const { most } = documentedPageSizes[operation];
  if (asked === undefined || (asked >= 1 && asked <= most)) return asked;
  throw toValidationError(`PageSize must be between 1 and ${most}, not ${asked}`);
}
