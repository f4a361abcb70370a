import type { Instant } from "#lib/domain/time.ts";

/** autoscaling:DescribeAutoScalingGroups, without its members. Entity: group name. */
export type AutoScalingGroup = {
  readonly name: string;
  readonly arn?: string;
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
  /** Set while the group is being deleted. */
  readonly status?: string;
  readonly createdTime?: Instant;
  readonly healthCheckType?: string;
  readonly healthCheckGraceSeconds?: number;
  readonly targetGroupArns: readonly string[];
  readonly suspendedProcesses: readonly { readonly name: string; readonly reason?: string }[];
  readonly launchTemplateVersion?: string;
  readonly launchTemplateName?: string;
  /** `retain` keeps an instance whose termination hook was abandoned. */
  readonly terminateHookAbandon?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly maxInstanceLifetimeSeconds?: number;
  readonly capacityRebalance?: boolean;
  /** Set where the group has a warm pool. */
  readonly warmPoolSize?: number;
};

/** One row of DescribeAutoScalingGroups' Instances. Entity: `group/instanceId`. AWS gives it no timestamp. */
export type Member = {
  readonly group: string;
  readonly instanceId: string;
  readonly lifecycleState: string;
  readonly healthStatus?: string;
  readonly zone?: string;
  readonly protectedFromScaleIn?: boolean;
  readonly launchTemplateVersion?: string;
};

/** autoscaling:DescribeScalingActivities. Entity: activity id. */
export type ScalingActivity = {
  readonly id: string;
  readonly group: string;
  readonly status: string;
  readonly description: string;
  readonly cause?: string;
  readonly statusMessage?: string;
  readonly startTime: Instant;
  readonly endTime?: Instant;
  readonly progress?: number;
};

/** That the activities of a group were read: without any, nothing else would say so. Entity: group name. */
export type ActivityLog = { readonly group: string };

/** autoscaling:DescribeLifecycleHooks. Entity: `group/name`. */
export type LifecycleHook = {
  readonly group: string;
  readonly name: string;
  readonly transition: string;
  readonly heartbeatTimeoutSeconds?: number;
  readonly globalTimeoutSeconds?: number;
  readonly defaultResult?: string;
  readonly notificationTargetArn?: string;
  readonly notificationMetadata?: string;
};

/** autoscaling:DescribeInstanceRefreshes. Entity: refresh id. */
export type InstanceRefresh = {
  readonly id: string;
  readonly group: string;
  readonly status: string;
  readonly statusReason?: string;
  readonly startTime?: Instant;
  readonly endTime?: Instant;
};

/** autoscaling:DescribeTrafficSources. Entity: `group/identifier`. A target group's identifier is its ARN. */
export type TrafficSource = {
  readonly group: string;
  readonly identifier: string;
  readonly type?: string;
  readonly state: string;
};

const launching = "autoscaling:EC2_INSTANCE_LAUNCHING";
const terminating = "autoscaling:EC2_INSTANCE_TERMINATING";

export function isLaunchHook(hook: Pick<LifecycleHook, "transition">): boolean {
  return hook.transition === launching;
}

export function isTerminationHook(hook: Pick<LifecycleHook, "transition">): boolean {
  return hook.transition === terminating;
}

/** The three final activity codes (m:autoscaling); anything else, unknown codes included, is still going on. */
export function isFinalActivity(activity: Pick<ScalingActivity, "status">): boolean {
  return ["Successful", "Failed", "Cancelled"].includes(activity.status);
}

/** The five final refresh statuses (m:autoscaling); anything else, unknown ones included, is still going on. */
export function isFinalRefresh(refresh: Pick<InstanceRefresh, "status">): boolean {
  return ["Successful", "Failed", "Cancelled", "RollbackFailed", "RollbackSuccessful"].includes(
    refresh.status,
  );
}

/** A lifecycle state in which a hook holds the instance: `…:Wait`. */
export function isHookWait(lifecycleState: string): boolean {
  return lifecycleState.endsWith(":Wait");
}
