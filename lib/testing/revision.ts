import type { Scope } from "#lib/domain/scope.ts";
import { addMs, type Instant, minuteMs, secondMs, toInstant } from "#lib/domain/time.ts";
import type { FactKind, FactRevision, SourceId } from "#lib/sources/facts.ts";

/** The `now` of every rule test. */
export const testNow: Instant = toInstant(Date.UTC(2026, 0, 31, 14, 22, 10));

export function minutesAgo(minutes: number): Instant {
  return addMs(testNow, -minutes * minuteMs);
}

export function secondsAgo(seconds: number): Instant {
  return addMs(testNow, -seconds * secondMs);
}

export const testScope: Scope = {
  account: "123456789012",
  region: "us-east-1",
  application: "api",
  group: "prod-api",
};

/** Instance ids of the incident: A is the ghost, B and C its replacements. */
export const idA = "i-0a11aaaaaaaaaaaaa";
export const idB = "i-0b22bbbbbbbbbbbbb";
export const idC = "i-0c33ccccccccccccc";

/** When a fact was seen. Default: for the last ten minutes, until now. `since` alone also sets `firstSeen`. */
export type Seen = { readonly firstSeen?: Instant; readonly since?: Instant; readonly lastSeen?: Instant };

/** One reading only, just now: too young to prove anything by its age. */
export const seenOnce: Seen = { since: testNow };

const origins: Readonly<Record<FactKind, { readonly source: SourceId; readonly operation: string }>> = {
  instance: { source: "ec2-instances", operation: "ec2:DescribeInstances" },
  "instance-status": { source: "ec2-instance-status", operation: "ec2:DescribeInstanceStatus" },
  "auto-scaling-group": { source: "autoscaling-groups", operation: "autoscaling:DescribeAutoScalingGroups" },
  member: { source: "autoscaling-groups", operation: "autoscaling:DescribeAutoScalingGroups" },
  "scaling-activity": {
    source: "autoscaling-activities",
    operation: "autoscaling:DescribeScalingActivities",
  },
  "activity-log": {
    source: "autoscaling-activities",
    operation: "autoscaling:DescribeScalingActivities",
  },
  "lifecycle-hook": { source: "autoscaling-hooks", operation: "autoscaling:DescribeLifecycleHooks" },
  "instance-refresh": {
    source: "autoscaling-refreshes",
    operation: "autoscaling:DescribeInstanceRefreshes",
  },
  "traffic-source": {
    source: "autoscaling-traffic-sources",
    operation: "autoscaling:DescribeTrafficSources",
  },
  "deployment-group": { source: "codedeploy-group", operation: "codedeploy:GetDeploymentGroup" },
  "deployment-config": { source: "codedeploy-group", operation: "codedeploy:GetDeploymentConfig" },
  "region-group": { source: "codedeploy-inventory", operation: "codedeploy:BatchGetDeploymentGroups" },
  deployment: { source: "codedeploy-deployments", operation: "codedeploy:BatchGetDeployments" },
  "target-list": { source: "codedeploy-targets", operation: "codedeploy:ListDeploymentTargets" },
  "deployment-target": { source: "codedeploy-targets", operation: "codedeploy:BatchGetDeploymentTargets" },
  "target-group": { source: "elb-target-groups", operation: "elasticloadbalancing:DescribeTargetGroups" },
  "missing-target-group": {
    source: "elb-target-groups",
    operation: "elasticloadbalancing:DescribeTargetGroups",
  },
  "target-group-attributes": {
    source: "elb-target-group-attributes",
    operation: "elasticloadbalancing:DescribeTargetGroupAttributes",
  },
  target: { source: "elb-target-health", operation: "elasticloadbalancing:DescribeTargetHealth" },
};

export type FactInit<Kind extends FactKind> = {
  readonly kind: Kind;
  readonly entity: string;
  readonly value: FactRevision<Kind>["value"];
  readonly seen?: Seen;
};

// Kind and value are tied together by FactInit; the compiler cannot follow that through the spread.
function toRevision<Kind extends FactKind>(revision: object): FactRevision<Kind> {
  return revision as FactRevision<Kind>;
}

export function makeRevision<Kind extends FactKind>(init: FactInit<Kind>): FactRevision<Kind> {
  const since = init.seen?.since ?? minutesAgo(10);
  return toRevision<Kind>({
    kind: init.kind,
    entity: init.entity,
    value: init.value,
    ...origins[init.kind],
    firstSeen: init.seen?.firstSeen ?? since,
    since,
    lastSeen: init.seen?.lastSeen ?? testNow,
  });
}

export const testHookName =
  "CodeDeploy-managed-automatic-launch-deployment-hook-prod-api-5e1f0c3a-0000-4000-8000-0000000000aa";

export const testDeploymentGroupId = "5a1f0c3a-0000-4000-8000-0000000000dd";

/** The source that states facts of this kind. */
export function sourceOf(kind: string): SourceId {
  const origin = Object.entries(origins).find(([known]) => known === kind)?.[1];
  if (origin === undefined) throw new RangeError(`no such kind of fact: ${kind}`);
  return origin.source;
}
