import { autoScalingGroupsMerge } from "#lib/aws/merge/auto-scaling-groups.ts";
import type { Merge } from "#lib/aws/merge/define-merge.ts";
import { deploymentConfigShare } from "#lib/aws/merge/deployment-config.ts";
import { deploymentGroupsMerge } from "#lib/aws/merge/deployment-groups.ts";
import { createDeploymentListMerge } from "#lib/aws/merge/deployment-list.ts";
import { deploymentsMerge } from "#lib/aws/merge/deployments.ts";
import { instanceStatusMerge } from "#lib/aws/merge/instance-status.ts";
import { instancesByIdMerge } from "#lib/aws/merge/instances-by-id.ts";
import { instancesByTagMerge } from "#lib/aws/merge/instances-by-tag.ts";
import { scalingActivitiesMerge } from "#lib/aws/merge/scaling-activities.ts";
import { targetGroupsByArnMerge, targetGroupsByNameMerge } from "#lib/aws/merge/target-groups.ts";

/** Everything that can be merged; an operation may be there in several shapes. */
export function createMerges(): readonly Merge[] {
  return [
    autoScalingGroupsMerge,
    deploymentConfigShare,
    deploymentGroupsMerge,
    createDeploymentListMerge(),
    deploymentsMerge,
    instancesByIdMerge,
    instancesByTagMerge,
    instanceStatusMerge,
    scalingActivitiesMerge,
    targetGroupsByArnMerge,
    targetGroupsByNameMerge,
  ];
}
