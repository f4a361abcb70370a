import { defineNamedMerge } from "#lib/aws/merge/define-named-merge.ts";
import { hasOnly } from "#lib/aws/merge/input-shape.ts";
import { pickRows } from "#lib/aws/merge/pick.ts";
import { describeAutoScalingGroups } from "#lib/aws/operations.ts";
import { nextByToken } from "#lib/aws/paginate.ts";

/** m:autoscaling: as many names as MaxRecords says, which is at most this. */
const groupsPerCall = 100;

export const autoScalingGroupsMerge = defineNamedMerge({
  operation: describeAutoScalingGroups,
  denied: "everybody",
  most: groupsPerCall,
  key: (input) =>
    hasOnly(input, ["AutoScalingGroupNames", "MaxRecords"]) && input.MaxRecords === groupsPerCall
      ? "names"
      : undefined,
  names: ({ AutoScalingGroupNames = [] }) => AutoScalingGroupNames,
  // Sorted, so that the same groups make the same call, whoever asked first: the port then sends it once.
  join: (names) => ({ AutoScalingGroupNames: names.sort(), MaxRecords: groupsPerCall }),
  next: nextByToken,
  rows: ({ AutoScalingGroups }) => AutoScalingGroups,
  split: (rows, { AutoScalingGroupNames = [] }) => ({
    AutoScalingGroups: pickRows(rows, AutoScalingGroupNames, (row) => row.AutoScalingGroupName),
    $metadata: {},
  }),
});
