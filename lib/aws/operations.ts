import {
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  DescribeLifecycleHooksCommand,
  DescribeScalingActivitiesCommand,
  DescribeTrafficSourcesCommand,
} from "@aws-sdk/client-auto-scaling";
import {
  BatchGetDeploymentGroupsCommand,
  BatchGetDeploymentsCommand,
  BatchGetDeploymentTargetsCommand,
  GetDeploymentConfigCommand,
  GetDeploymentGroupCommand,
  ListApplicationsCommand,
  ListDeploymentGroupsCommand,
  ListDeploymentsCommand,
  ListDeploymentTargetsCommand,
} from "@aws-sdk/client-codedeploy";
import { DescribeInstanceStatusCommand, DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import {
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { defineOperation } from "#lib/aws/define-operation.ts";

export const listApplications = defineOperation("codedeploy", "ListApplications", ListApplicationsCommand);
export const listDeploymentGroups = defineOperation(
  "codedeploy",
  "ListDeploymentGroups",
  ListDeploymentGroupsCommand,
);
export const batchGetDeploymentGroups = defineOperation(
  "codedeploy",
  "BatchGetDeploymentGroups",
  BatchGetDeploymentGroupsCommand,
);
export const getDeploymentGroup = defineOperation(
  "codedeploy",
  "GetDeploymentGroup",
  GetDeploymentGroupCommand,
);
export const listDeployments = defineOperation("codedeploy", "ListDeployments", ListDeploymentsCommand);
export const batchGetDeployments = defineOperation(
  "codedeploy",
  "BatchGetDeployments",
  BatchGetDeploymentsCommand,
);
export const listDeploymentTargets = defineOperation(
  "codedeploy",
  "ListDeploymentTargets",
  ListDeploymentTargetsCommand,
);
export const batchGetDeploymentTargets = defineOperation(
  "codedeploy",
  "BatchGetDeploymentTargets",
  BatchGetDeploymentTargetsCommand,
);
export const getDeploymentConfig = defineOperation(
  "codedeploy",
  "GetDeploymentConfig",
  GetDeploymentConfigCommand,
);

export const describeAutoScalingGroups = defineOperation(
  "autoscaling",
  "DescribeAutoScalingGroups",
  DescribeAutoScalingGroupsCommand,
);
export const describeScalingActivities = defineOperation(
  "autoscaling",
  "DescribeScalingActivities",
  DescribeScalingActivitiesCommand,
);
export const describeLifecycleHooks = defineOperation(
  "autoscaling",
  "DescribeLifecycleHooks",
  DescribeLifecycleHooksCommand,
);

export const describeInstanceRefreshes = defineOperation(
  "autoscaling",
  "DescribeInstanceRefreshes",
  DescribeInstanceRefreshesCommand,
);
export const describeTrafficSources = defineOperation(
  "autoscaling",
  "DescribeTrafficSources",
  DescribeTrafficSourcesCommand,
);

export const describeTargetGroups = defineOperation(
  "elasticloadbalancing",
  "DescribeTargetGroups",
  DescribeTargetGroupsCommand,
);
export const describeTargetGroupAttributes = defineOperation(
  "elasticloadbalancing",
  "DescribeTargetGroupAttributes",
  DescribeTargetGroupAttributesCommand,
);
export const describeTargetHealth = defineOperation(
  "elasticloadbalancing",
  "DescribeTargetHealth",
  DescribeTargetHealthCommand,
);

export const describeInstances = defineOperation("ec2", "DescribeInstances", DescribeInstancesCommand);
export const describeInstanceStatus = defineOperation(
  "ec2",
  "DescribeInstanceStatus",
  DescribeInstanceStatusCommand,
);

/** Needs no permission: AWS answers it for every signed call. */
export const getCallerIdentity = defineOperation("sts", "GetCallerIdentity", GetCallerIdentityCommand);
