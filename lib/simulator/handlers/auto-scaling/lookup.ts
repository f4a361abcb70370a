import { InvalidNextToken } from "@aws-sdk/client-auto-scaling";
import type { PagedOperation } from "#lib/simulator/handlers/page-sizes.ts";
import { documentedPageSizes } from "#lib/simulator/handlers/page-sizes.ts";
import { toValidationError } from "#lib/simulator/handlers/validation.ts";
import type { SimAutoScalingGroup, SimRegion } from "#lib/simulator/world/state.ts";

/** Calls about one group fail where it does not exist; listings by name leave it out. */
export function findGroup(region: SimRegion, name: string | undefined): SimAutoScalingGroup {
  const group = region.autoScalingGroups.get(name ?? "");
  if (group !== undefined) return group;
  throw toValidationError(`AutoScalingGroup name not found - AutoScalingGroup ${name} not found`);
}

export function toInvalidToken(): Error {
  return new InvalidNextToken({ message: "The token is not valid.", $metadata: {} });
}

/** MaxRecords within what the operation allows. */
export function checkRecords(operation: PagedOperation, asked: number | undefined): number | undefined {
  const { most } = documentedPageSizes[operation];
  if (asked === undefined || (asked >= 1 && asked <= most)) return asked;
  throw toValidationError(`MaxRecords must be between 1 and ${most}, not ${asked}`);
}
