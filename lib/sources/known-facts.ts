import type { ActivityLog, AutoScalingGroup, Member, ScalingActivity } from "#lib/domain/auto-scaling.ts";
import type { Deployment, DeploymentGroup, DeploymentTarget, TargetList } from "#lib/domain/code-deploy.ts";
import type { Instance } from "#lib/domain/ec2.ts";
import type { Target, TargetGroup } from "#lib/domain/elb.ts";
import type { Fact } from "#lib/domain/fact.ts";

/** The kinds that sources read from each other, or from their own earlier readings. */
export type KnownKinds = {
  "deployment-group": DeploymentGroup;
  deployment: Deployment;
  "target-list": TargetList;
  "deployment-target": DeploymentTarget;
  "auto-scaling-group": AutoScalingGroup;
  member: Member;
  "scaling-activity": ScalingActivity;
  "activity-log": ActivityLog;
  instance: Instance;
  "target-group": TargetGroup;
  target: Target;
};

/** Known facts of one kind, as `pickFacts` gives them. */
export function findKnownFacts<Kind extends keyof KnownKinds>(
  context: { known(kind: string): readonly Fact[] },
  kind: Kind,
): readonly Fact<Kind, KnownKinds[Kind]>[] {
  return pickFacts(context.known(kind), kind);
}

/** The facts of one kind, with their type, and without the times at which the history saw them. */
export function pickFacts<Kind extends keyof KnownKinds>(
  facts: readonly Fact[],
  kind: Kind,
): readonly Fact<Kind, KnownKinds[Kind]>[] {
  return facts.filter((fact) => fact.kind === kind).map((fact) => asKind<Kind>(fact));
}

/** Holds because each kind has one source, which can state it only with this type (ReadContext.emit). */
function asKind<Kind extends keyof KnownKinds>(fact: Fact): Fact<Kind, KnownKinds[Kind]> {
  const { kind, entity, value, operation } = fact;
  return { kind, entity, value, operation } as Fact<Kind, KnownKinds[Kind]>;
}
