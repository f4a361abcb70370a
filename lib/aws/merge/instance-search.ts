import type {
  DescribeInstancesCommandInput,
  DescribeInstancesCommandOutput,
  Instance,
  Reservation,
} from "@aws-sdk/client-ec2";
import { hasOnly } from "#lib/aws/merge/input-shape.ts";

/** m:ec2. */
export const instancesPerPage = 1000;

/** A search by filters from its first page on, with the largest pages. */
export function isPlainSearch(input: DescribeInstancesCommandInput): boolean {
  return hasOnly(input, ["Filters", "MaxResults"]) && input.MaxResults === instancesPerPage;
}

/** The reservations as a search for these instances would have found them. */
export function pickInstances(
  reservations: readonly Reservation[],
  isWanted: (instance: Instance) => boolean,
): DescribeInstancesCommandOutput {
  const found = reservations.flatMap((reservation) => {
    const Instances = (reservation.Instances ?? []).filter(isWanted);
    return Instances.length === 0 ? [] : [{ ...reservation, Instances }];
  });
  return { Reservations: found, $metadata: {} };
}
