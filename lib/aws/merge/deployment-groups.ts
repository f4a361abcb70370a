import { defineMerge } from "#lib/aws/merge/define-merge.ts";
import { hasOnly } from "#lib/aws/merge/input-shape.ts";
import { batchGetDeploymentGroups, getDeploymentGroup } from "#lib/aws/operations.ts";

/** AWS states no limit for BatchGetDeploymentGroups, but has an error for it; its other batches take 25 (m:codedeploy). */
const groupsPerCall = 25;

/** Groups of one application. One that the answer does not have is asked for alone, to get AWS's own error. */
export const deploymentGroupsMerge = defineMerge({
  operation: getDeploymentGroup,
  reach: "named",
  // Another permission than the one that the asks need.
  denied: "merging",
  most: groupsPerCall,
  key: (input) =>
    hasOnly(input, ["applicationName", "deploymentGroupName"]) ? input.applicationName : undefined,
  names: ({ deploymentGroupName }) => (deploymentGroupName === undefined ? [] : [deploymentGroupName]),
  async fetch(inputs, { call }) {
    const outcome = await call(batchGetDeploymentGroups, {
      applicationName: inputs[0]?.applicationName,
      deploymentGroupNames: inputs.flatMap(({ deploymentGroupName }) => deploymentGroupName ?? []),
    });
    if (!outcome.ok) return { kind: "failed", failure: outcome.failure };
    const groups = new Map(
      outcome.output.deploymentGroupsInfo?.map((group) => [group.deploymentGroupName, group]),
    );
    return {
      kind: "answered",
      readAt: outcome.readAt,
      answerTo({ deploymentGroupName }) {
        const deploymentGroupInfo = groups.get(deploymentGroupName);
        return deploymentGroupInfo && { deploymentGroupInfo, $metadata: {} };
      },
    };
  },
});
