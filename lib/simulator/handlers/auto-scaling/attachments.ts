import {
  DescribeInstanceRefreshes$,
  type DescribeInstanceRefreshesCommand,
  DescribeLifecycleHooks$,
  type DescribeLifecycleHooksCommand,
  DescribeLoadBalancerTargetGroups$,
  type DescribeLoadBalancerTargetGroupsCommand,
  DescribeTrafficSources$,
  type DescribeTrafficSourcesCommand,
  DescribeWarmPool$,
  type DescribeWarmPoolCommand,
  type LifecycleHook,
} from "@aws-sdk/client-auto-scaling";
import { checkRecords, findGroup, toInvalidToken } from "#lib/simulator/handlers/auto-scaling/lookup.ts";
import type { SimContext } from "#lib/simulator/handlers/context.ts";
import { type Page, toPage } from "#lib/simulator/handlers/page.ts";
import type { PagedOperation } from "#lib/simulator/handlers/page-sizes.ts";
import { defineOperation } from "#lib/simulator/wire/service.ts";
import type { SimHook, SimRegion } from "#lib/simulator/world/state.ts";

// What hangs on one group: hooks, target groups, and the warm pool and refreshes that the simulated account never has.

const describeLifecycleHooks = defineOperation<DescribeLifecycleHooksCommand, SimContext>(
  DescribeLifecycleHooks$,
  (input, { region }) => {
    const group = findGroup(region, input.AutoScalingGroupName);
    const names = input.LifecycleHookNames ?? [];
    const hooks = group.hooks.filter((hook) => names.length === 0 || names.includes(hook.name));
    return { LifecycleHooks: hooks.map((hook) => toHook(group.name, hook)) };
  },
);

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

type Paged = {
  readonly AutoScalingGroupName?: string | undefined;
  readonly NextToken?: string | undefined;
  readonly MaxRecords?: number | undefined;
};

function toAttachedPage(operation: PagedOperation, input: Paged, context: SimContext): Page<string> {
  return toPage(
    findGroup(context.region, input.AutoScalingGroupName).targetGroupArns,
    {
      operation,
      token: input.NextToken,
      size: checkRecords(operation, input.MaxRecords),
      keyOf: (arn) => arn,
      invalidToken: toInvalidToken,
    },
    context,
  );
}

/** m:autoscaling: InService once at least one instance passes its health checks, Added before. */
function toState(region: SimRegion, arn: string): string {
  const targets = region.targetGroups.get(arn)?.targets ?? [];
  return targets.some(({ state }) => state === "healthy") ? "InService" : "Added";
}

const describeTrafficSources = defineOperation<DescribeTrafficSourcesCommand, SimContext>(
  DescribeTrafficSources$,
  (input, context) => {
    const page = toAttachedPage("DescribeTrafficSources", input, context);
    const wanted = input.TrafficSourceType ?? "elbv2";
    return {
      TrafficSources: page.items
        .filter(() => wanted === "elbv2")
        .map((arn) => ({ Identifier: arn, Type: "elbv2", State: toState(context.region, arn) })),
      NextToken: page.next,
    };
  },
);

const describeLoadBalancerTargetGroups = defineOperation<DescribeLoadBalancerTargetGroupsCommand, SimContext>(
  DescribeLoadBalancerTargetGroups$,
  (input, context) => {
    const page = toAttachedPage("DescribeLoadBalancerTargetGroups", input, context);
    return {
      LoadBalancerTargetGroups: page.items.map((arn) => ({
        LoadBalancerTargetGroupARN: arn,
        State: toState(context.region, arn),
      })),
      NextToken: page.next,
    };
  },
);

const describeWarmPool = defineOperation<DescribeWarmPoolCommand, SimContext>(
  DescribeWarmPool$,
  (input, { region }) => {
    findGroup(region, input.AutoScalingGroupName);
    return { Instances: [] };
  },
);

const describeInstanceRefreshes = defineOperation<DescribeInstanceRefreshesCommand, SimContext>(
  DescribeInstanceRefreshes$,
  (input, { region }) => {
    findGroup(region, input.AutoScalingGroupName);
    return { InstanceRefreshes: [] };
  },
);

export const attachmentOperations = [
  describeLifecycleHooks,
  describeTrafficSources,
  describeLoadBalancerTargetGroups,
  describeWarmPool,
  describeInstanceRefreshes,
];
