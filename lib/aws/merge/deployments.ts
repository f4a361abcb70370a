import { defineNamedMerge } from "#lib/aws/merge/define-named-merge.ts";
import { hasOnly } from "#lib/aws/merge/input-shape.ts";
import { pickInOrder } from "#lib/aws/merge/pick.ts";
import { batchGetDeployments } from "#lib/aws/operations.ts";

/** CD:limits. */
export const deploymentsPerCall = 25;

export const deploymentsMerge = defineNamedMerge({
  operation: batchGetDeployments,
  // Allowed for each deployment group on its own: one that is not must not hide the others.
  denied: "somebody",
  most: deploymentsPerCall,
  key: (input) => (hasOnly(input, ["deploymentIds"]) ? "ids" : undefined),
  names: ({ deploymentIds }) => deploymentIds ?? [],
  join: (deploymentIds) => ({ deploymentIds }),
  rows: ({ deploymentsInfo }) => deploymentsInfo,
  split: (rows, { deploymentIds }) => ({
    deploymentsInfo: pickInOrder(rows, deploymentIds ?? [], (row) => row.deploymentId),
    $metadata: {},
  }),
});
