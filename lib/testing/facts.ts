import type {
  AutoScalingGroup,
  InstanceRefresh,
  LifecycleHook,
  Member,
  ScalingActivity,
  TrafficSource,
} from "#lib/domain/auto-scaling.ts";
import type { Instance, InstanceStatus } from "#lib/domain/ec2.ts";
import type { Target, TargetGroup } from "#lib/domain/elb.ts";
import type { SourceState } from "#lib/domain/fact.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { AllFacts, FactRevision, SourceId } from "#lib/sources/facts.ts";
import {
  idA,
  makeRevision,
  minutesAgo,
  type Seen,
  testDeploymentGroupId,
  testHookName,
  testNow,
} from "#lib/testing/revision.ts";

export * from "#lib/testing/code-deploy-facts.ts";
export * from "#lib/testing/revision.ts";

/** Everything a diagnosis may be given; kinds not named are empty. */
export function makeFacts(parts: Partial<AllFacts> = {}): AllFacts {
  return {
    instance: [],
    "instance-status": [],
    "auto-scaling-group": [],
    member: [],
    "scaling-activity": [],
    "activity-log": [],
    "lifecycle-hook": [],
    "instance-refresh": [],
    "traffic-source": [],
    "deployment-group": [],
    "deployment-config": [],
    "region-group": [],
    deployment: [],
    "target-list": [],
    "deployment-target": [],
    "target-group": [],
    "target-group-attributes": [],
    "missing-target-group": [],
    target: [],
    ...parts,
  };
}

type ListedInstance = Extract<Instance, { readonly listed: true }>;

export function makeInstance(value: Partial<ListedInstance> = {}, seen?: Seen): FactRevision<"instance"> {
  const full: ListedInstance = {
    id: idA,
    listed: true,
    state: "running",
    launchTime: minutesAgo(120),
    profileArn: "arn:aws:iam::123456789012:instance-profile/api",
    tags: {},
    ...value,
  };
  return makeRevision({ kind: "instance", entity: full.id, value: full, seen });
}

/** An instance that was terminated 40 minutes ago, with EC2's row still there. */
export function makeTerminated(value: Partial<ListedInstance> = {}, seen?: Seen): FactRevision<"instance"> {
  return makeInstance({ state: "terminated", terminatedAt: minutesAgo(40), ...value }, seen);
}

/** EC2 was asked for the id and had no row. */
export function makeUnlisted(id: string = idA, seen?: Seen): FactRevision<"instance"> {
  return makeRevision({ kind: "instance", entity: id, value: { id, listed: false }, seen });
}

/** EC2 has forgotten the row, but was read while it still said when the instance was terminated. */
export function makeForgotten(terminatedAt: Instant, seen?: Seen): FactRevision<"instance"> {
  return makeRevision({
    kind: "instance",
    entity: idA,
    value: { id: idA, listed: false, terminatedAt },
    seen,
  });
}

export function makeInstanceStatus(
  value: Partial<InstanceStatus> = {},
  seen?: Seen,
): FactRevision<"instance-status"> {
  const full: InstanceStatus = {
    id: idA,
    instanceStatus: "ok",
    systemStatus: "ok",
    scheduledEvents: [],
    ...value,
  };
  return makeRevision({ kind: "instance-status", entity: full.id, value: full, seen });
}

export function makeAutoScalingGroup(
  value: Partial<AutoScalingGroup> = {},
  seen?: Seen,
): FactRevision<"auto-scaling-group"> {
  const full: AutoScalingGroup = {
    name: "asg-prod-api",
    minSize: 2,
    maxSize: 6,
    desiredCapacity: 3,
    targetGroupArns: [testTargetGroupArn],
    suspendedProcesses: [],
    tags: {},
    ...value,
  };
  return makeRevision({ kind: "auto-scaling-group", entity: full.name, value: full, seen });
}

export function makeMember(value: Partial<Member> = {}, seen?: Seen): FactRevision<"member"> {
  const full: Member = {
    group: "asg-prod-api",
    instanceId: idA,
    lifecycleState: "InService",
    healthStatus: "Healthy",
    ...value,
  };
  return makeRevision({ kind: "member", entity: `${full.group}/${full.instanceId}`, value: full, seen });
}

/** A successful launch of A two hours ago. */
export function makeActivity(
  value: Partial<ScalingActivity> = {},
  seen?: Seen,
): FactRevision<"scaling-activity"> {
  const full: ScalingActivity = {
    id: "8f5c1b2e-0000-4000-8000-000000000001",
    group: "asg-prod-api",
    status: "Successful",
    description: `Launching a new EC2 instance: ${idA}`,
    startTime: minutesAgo(120),
    ...value,
  };
  return makeRevision({ kind: "scaling-activity", entity: full.id, value: full, seen });
}

/** CodeDeploy's launch hook as three public dumps show it. */
export function makeHook(value: Partial<LifecycleHook> = {}, seen?: Seen): FactRevision<"lifecycle-hook"> {
  const full: LifecycleHook = {
    group: "asg-prod-api",
    name: testHookName,
    transition: "autoscaling:EC2_INSTANCE_LAUNCHING",
    heartbeatTimeoutSeconds: 600,
    globalTimeoutSeconds: 60_000,
    defaultResult: "ABANDON",
    notificationMetadata: testDeploymentGroupId,
    ...value,
  };
  return makeRevision({ kind: "lifecycle-hook", entity: `${full.group}/${full.name}`, value: full, seen });
}

/** A refresh that began ten minutes ago. */
export function makeInstanceRefresh(
  value: Partial<InstanceRefresh> = {},
  seen?: Seen,
): FactRevision<"instance-refresh"> {
  const full: InstanceRefresh = {
    id: "08b91cf7-8fa6-48af-b6a6-d227f40f1b9b",
    group: "asg-prod-api",
    status: "InProgress",
    startTime: minutesAgo(10),
    ...value,
  };
  return makeRevision({ kind: "instance-refresh", entity: full.id, value: full, seen });
}

export function makeTrafficSource(
  value: Partial<TrafficSource> = {},
  seen?: Seen,
): FactRevision<"traffic-source"> {
  const full: TrafficSource = {
    group: "asg-prod-api",
    identifier: testTargetGroupArn,
    type: "elbv2",
    state: "InService",
    ...value,
  };
  return makeRevision({
    kind: "traffic-source",
    entity: `${full.group}/${full.identifier}`,
    value: full,
    seen,
  });
}

export const testTargetGroupArn =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/tg-prod-api/0123456789abcdef";

export function makeTargetGroup(value: Partial<TargetGroup> = {}, seen?: Seen): FactRevision<"target-group"> {
  const full: TargetGroup = {
    arn: testTargetGroupArn,
    name: "tg-prod-api",
    protocol: "HTTP",
    port: 8080,
    targetType: "instance",
    loadBalancerArns: [],
    healthCheckEnabled: true,
    healthCheckPath: "/health",
    healthCheckIntervalSeconds: 30,
    healthCheckTimeoutSeconds: 5,
    healthyThreshold: 5,
    unhealthyThreshold: 2,
    ...value,
  };
  return makeRevision({ kind: "target-group", entity: full.arn, value: full, seen });
}

export function makeTargetGroupAttributes(
  deregistrationDelaySeconds: number,
  seen?: Seen,
): FactRevision<"target-group-attributes"> {
  const value = { arn: testTargetGroupArn, deregistrationDelaySeconds };
  return makeRevision({ kind: "target-group-attributes", entity: testTargetGroupArn, value, seen });
}

export function makeTarget(value: Partial<Target> = {}, seen?: Seen): FactRevision<"target"> {
  const full: Target = {
    targetGroupArn: testTargetGroupArn,
    targetGroupName: "tg-prod-api",
    instanceId: idA,
    port: 8080,
    zone: "us-east-1a",
    state: "healthy",
    ...value,
  };
  const entity = `${full.targetGroupArn}/${full.instanceId}:${full.port ?? ""}@${full.zone ?? ""}`;
  return makeRevision({ kind: "target", entity, value: full, seen });
}

export function makeSourceState(id: SourceId, value: Partial<SourceState> = {}): SourceState {
  return {
    id,
    title: id,
    status: "ok",
    readAt: testNow,
    triedAt: testNow,
    failures: [],
    droppedRows: 0,
    truncated: false,
    operations: [],
    pace: "moving",
    ...value,
  };
}
