import {
  DescribeInstanceRefreshesCommand,
  DescribeLifecycleHooksCommand,
  DescribeTrafficSourcesCommand,
  DescribeWarmPoolCommand,
  type InstanceRefresh,
  type LifecycleHook,
} from "@aws-sdk/client-auto-scaling";
import { toMember } from "#lib/simulator/handlers/auto-scaling/groups.ts";
import { findGroup } from "#lib/simulator/handlers/auto-scaling/lookup.ts";
import { toRecordsPage } from "#lib/simulator/handlers/auto-scaling/records-page.ts";
import { defineOperation } from "#lib/simulator/handlers/define-operation.ts";
import { toOptionalDate } from "#lib/simulator/handlers/wire-time.ts";
import { isWarm } from "#lib/simulator/world/auto-scaling/group.ts";
import type { SimHook, SimInstanceRefresh, SimRegion } from "#lib/simulator/world/state.ts";

// What hangs on one group: hooks, target groups, refreshes, the warm pool.

const describeLifecycleHooks = defineOperation(DescribeLifecycleHooksCommand, (input, { region }) => {
  const group = findGroup(region, input.AutoScalingGroupName);
  const names = input.LifecycleHookNames ?? [];
  const hooks = group.hooks.filter((hook) => names.length === 0 || names.includes(hook.name));
  return { LifecycleHooks: hooks.map((hook) => toHook(group.name, hook)) };
});

function toHook(group: string, hook: SimHook): LifecycleHook {
  return {
    LifecycleHookName: hook.name,
    AutoScalingGroupName: group,
    LifecycleTransition: hook.transition,
    NotificationTargetARN: hook.notificationTargetArn,
    RoleARN: hook.roleArn,
    NotificationMetadata: hook.notificationMetadata,
    HeartbeatTimeout: hook.heartbeatTimeoutSeconds,
    GlobalTimeout: hook.globalTimeoutSeconds,
    DefaultResult: hook.defaultResult,
  };
}

/** m:autoscaling: InService once at least one instance passes its health checks, Added before. */
function toState(region: SimRegion, arn: string): string {
  const targets = region.targetGroups.get(arn)?.targets ?? [];
  return targets.some(({ state }) => state === "healthy") ? "InService" : "Added";
}

const describeTrafficSources = defineOperation(DescribeTrafficSourcesCommand, (input, context) => {
  const { targetGroupArns } = findGroup(context.region, input.AutoScalingGroupName);
  const keyOf = (arn: string) => arn;
  const page = toRecordsPage("DescribeTrafficSources", targetGroupArns, { input, context, keyOf });
  const wanted = input.TrafficSourceType ?? "elbv2";
  return {
    TrafficSources: page.items
      .filter(() => wanted === "elbv2")
      .map((arn) => ({ Identifier: arn, Type: "elbv2", State: toState(context.region, arn) })),
    NextToken: page.next,
  };
});

const describeWarmPool = defineOperation(DescribeWarmPoolCommand, (input, { region }) => {
  const { members } = findGroup(region, input.AutoScalingGroupName);
  return { Instances: members.filter(isWarm).map(toMember) };
});

const describeInstanceRefreshes = defineOperation(DescribeInstanceRefreshesCommand, (input, context) => {
  const { name, instanceRefreshes = [] } = findGroup(context.region, input.AutoScalingGroupName);
  const ids = input.InstanceRefreshIds ?? [];
  const rows = instanceRefreshes.toReversed().filter(({ id }) => ids.length === 0 || ids.includes(id));
  const keyOf = ({ id }: SimInstanceRefresh) => id;
  const page = toRecordsPage("DescribeInstanceRefreshes", rows, { input, context, keyOf });
  return {
    InstanceRefreshes: page.items.map((refresh) => toRefresh(name, refresh)),
    NextToken: page.next,
  };
});

function toRefresh(group: string, refresh: SimInstanceRefresh): InstanceRefresh {
  return {
    InstanceRefreshId: refresh.id,
    AutoScalingGroupName: group,
    Status: refresh.status,
    StatusReason: refresh.statusReason,
    StartTime: toOptionalDate(refresh.startTime),
    EndTime: toOptionalDate(refresh.endTime),
    PercentageComplete: refresh.percentageComplete,
    InstancesToUpdate: refresh.instancesToUpdate,
  };
}

export const attachmentOperations = [
  describeLifecycleHooks,
  describeTrafficSources,
  describeWarmPool,
  describeInstanceRefreshes,
];
