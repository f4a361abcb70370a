import {
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
  type Filter,
  type Instance,
  type LaunchTemplateSpecification,
} from "@aws-sdk/client-auto-scaling";
import { toRecordsPage } from "#lib/simulator/handlers/auto-scaling/records-page.ts";
import { defineOperation } from "#lib/simulator/handlers/define-operation.ts";
import { toOpenEnum } from "#lib/simulator/handlers/open-enum.ts";
import { toValidationError } from "#lib/simulator/handlers/validation.ts";
import { toDate } from "#lib/simulator/handlers/wire-time.ts";
import { isWarm } from "#lib/simulator/world/auto-scaling/group.ts";
import type { SimAutoScalingGroup, SimMember } from "#lib/simulator/world/state.ts";

/** m:autoscaling: what a group has unless told otherwise. */
const defaultCooldownSeconds = 300;

/** Names that do not exist are left out without a word. What the warm pool holds is listed by DescribeWarmPool. */
export const describeAutoScalingGroups = defineOperation(
  DescribeAutoScalingGroupsCommand,
  (input, context) => {
    const names = input.AutoScalingGroupNames ?? [];
    const groups = [...context.region.autoScalingGroups.values()].filter(
      (group) =>
        (names.length === 0 || names.includes(group.name)) &&
        (input.Filters ?? []).every((filter) => isTagged(group, filter)),
    );
    const keyOf = ({ name }: SimAutoScalingGroup) => name;
    const page = toRecordsPage("DescribeAutoScalingGroups", groups, { input, context, keyOf });
    const withMembers = input.IncludeInstances ?? true;
    return {
      AutoScalingGroups: page.items.map((group) => ({
        ...toGroup(group),
        Instances: withMembers ? group.members.filter((member) => !isWarm(member)).map(toMember) : undefined,
      })),
      NextToken: page.next,
    };
  },
);

/** Filters are by tag: `tag:key`, `tag-key`, `tag-value`. */
function isTagged(group: SimAutoScalingGroup, { Name = "", Values = [] }: Filter): boolean {
  if (Name === "tag-key") return group.tags.some(({ key }) => Values.includes(key));
  if (Name === "tag-value") return group.tags.some(({ value }) => Values.includes(value));
  if (Name.startsWith("tag:")) {
    const wanted = Name.slice("tag:".length);
    return group.tags.some(({ key, value }) => key === wanted && Values.includes(value));
  }
  throw toValidationError(`Filter type ${Name} is not correct. Allowed: tag-key, tag-value, tag:<key>`);
}

function toGroup(group: SimAutoScalingGroup): AutoScalingGroup {
  return {
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: group.arn,
    LaunchTemplate: toTemplate(group.launchTemplate),
    MinSize: group.minSize,
    MaxSize: group.maxSize,
    DesiredCapacity: group.desiredCapacity,
    DefaultCooldown: defaultCooldownSeconds,
    AvailabilityZones: [...group.zones],
    LoadBalancerNames: [],
    TargetGroupARNs: [...group.targetGroupArns],
    TrafficSources: group.targetGroupArns.map((arn) => ({ Identifier: arn, Type: "elbv2" })),
    HealthCheckType: group.healthCheckType,
    HealthCheckGracePeriod: group.healthCheckGraceSeconds,
    CreatedTime: toDate(group.createdTime),
    SuspendedProcesses: group.suspended.map(({ process, reason }) => ({
      ProcessName: process,
      SuspensionReason: reason,
    })),
    Status: group.status,
    MaxInstanceLifetime: group.maxInstanceLifetimeSeconds,
    CapacityRebalance: group.capacityRebalance,
    WarmPoolSize: group.warmPool && group.members.filter(isWarm).length,
    WarmPoolConfiguration: group.warmPool && {
      MinSize: group.warmPool.minSize,
      PoolState: group.warmPool.poolState,
    },
    InstanceLifecyclePolicy: group.terminateHookAbandon && {
      RetentionTriggers: { TerminateHookAbandon: group.terminateHookAbandon },
    },
    Tags: group.tags.map(({ key, value, propagateAtLaunch }) => ({
      ResourceId: group.name,
      ResourceType: "auto-scaling-group",
      Key: key,
      Value: value,
      PropagateAtLaunch: propagateAtLaunch,
    })),
    TerminationPolicies: ["Default"],
    NewInstancesProtectedFromScaleIn: false,
  };
}

function toTemplate(template: SimMember["launchTemplate"]): LaunchTemplateSpecification | undefined {
  if (template === undefined) return undefined;
  return { LaunchTemplateId: template.id, LaunchTemplateName: template.name, Version: template.version };
}

export function toMember(member: SimMember): Instance {
  return {
    InstanceId: member.instanceId,
    AvailabilityZone: member.zone,
    LifecycleState: toOpenEnum(member.lifecycleState),
    HealthStatus: member.healthStatus,
    LaunchTemplate: toTemplate(member.launchTemplate),
    ProtectedFromScaleIn: member.protectedFromScaleIn,
  };
}
