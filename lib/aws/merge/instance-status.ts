import { defineNamedMerge } from "#lib/aws/merge/define-named-merge.ts";
import { hasOnly } from "#lib/aws/merge/input-shape.ts";
import { pickInOrder } from "#lib/aws/merge/pick.ts";
import { describeInstanceStatus } from "#lib/aws/operations.ts";
import { nextByToken } from "#lib/aws/paginate.ts";

/** m:ec2. */
const idsPerCall = 100;

export const instanceStatusMerge = defineNamedMerge({
  operation: describeInstanceStatus,
  denied: "everybody",
  most: idsPerCall,
  key: (input) => (hasOnly(input, ["InstanceIds"]) ? "ids" : undefined),
  names: ({ InstanceIds = [] }) => InstanceIds,
  join: (ids) => ({ InstanceIds: ids }),
  next: nextByToken,
  rows: ({ InstanceStatuses }) => InstanceStatuses,
  split: (rows, { InstanceIds = [] }) => ({
    InstanceStatuses: pickInOrder(rows, InstanceIds, (row) => row.InstanceId),
    $metadata: {},
  }),
});
