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

export const listApplications = defineOperation("codedeploy", ListApplicationsCommand);
export const listDeploymentGroups = defineOperation("codedeploy", ListDeploymentGroupsCommand);
export const batchGetDeploymentGroups = defineOperation("codedeploy", BatchGetDeploymentGroupsCommand);
export const getDeploymentGroup = defineOperation("codedeploy", GetDeploymentGroupCommand);
export const listDeployments = defineOperation("codedeploy", ListDeploymentsCommand);
export const batchGetDeployments = defineOperation("codedeploy", BatchGetDeploymentsCommand);
export const listDeploymentTargets = defineOperation("codedeploy", ListDeploymentTargetsCommand);
export const batchGetDeploymentTargets = defineOperation("codedeploy", BatchGetDeploymentTargetsCommand);
export const getDeploymentConfig = defineOperation("codedeploy", GetDeploymentConfigCommand);

export const describeAutoScalingGroups = defineOperation("autoscaling", DescribeAutoScalingGroupsCommand);
export const describeScalingActivities = defineOperation("autoscaling", DescribeScalingActivitiesCommand);
export const describeLifecycleHooks = defineOperation("autoscaling", DescribeLifecycleHooksCommand);

export const describeInstanceRefreshes = defineOperation("autoscaling", DescribeInstanceRefreshesCommand);
export const describeTrafficSources = defineOperation("autoscaling", DescribeTrafficSourcesCommand);

export const describeTargetGroups = defineOperation("elasticloadbalancing", DescribeTargetGroupsCommand);
export const describeTargetGroupAttributes = defineOperation(
  "elasticloadbalancing",
  DescribeTargetGroupAttributesCommand,
);
export const describeTargetHealth = defineOperation("elasticloadbalancing", DescribeTargetHealthCommand);

export const describeInstances = defineOperation("ec2", DescribeInstancesCommand);
export const describeInstanceStatus = defineOperation("ec2", DescribeInstanceStatusCommand);

/** Needs no permission: AWS answers it for every signed call. */
export const getCallerIdentity = defineOperation("sts", GetCallerIdentityCommand);
