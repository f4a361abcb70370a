import type { Fact } from "#lib/domain/fact.ts";
import { findKnownFacts } from "#lib/sources/known-facts.ts";

export type Knowing = { known(kind: string): readonly Fact[] };

/** The Auto Scaling groups that the deployment group names. */
export function findAutoScalingGroupNames(context: Knowing): string[] {
  const groups = findKnownFacts(context, "deployment-group");
  return [...new Set(groups.flatMap(({ value }) => value.autoScalingGroups.map(({ name }) => name)))];
}

export type TargetGroupRefs = {
  /** From the Auto Scaling groups. */
  readonly arns: readonly string[];
  /** From the deployment group, where no ARN has that name: CodeDeploy knows target groups by name alone. */
  readonly names: readonly string[];
};

/** The target groups that the deployment group and its Auto Scaling groups name, each once. */
export function findTargetGroups(context: Knowing): TargetGroupRefs {
  const autoScalingGroups = findKnownFacts(context, "auto-scaling-group");
  const arns = new Set(autoScalingGroups.flatMap(({ value }) => value.targetGroupArns));
  const covered = new Set([...arns].map(toTargetGroupName));
  const names = new Set(
    findKnownFacts(context, "deployment-group").flatMap(({ value }) => value.targetGroupNames),
  );
  return { arns: [...arns].sort(), names: [...names].filter((name) => !covered.has(name)).sort() };
}

/** `…:targetgroup/<name>/<id>`; the ARN itself where it has another form. */
export function toTargetGroupName(arn: string): string {
  return /:targetgroup\/([^/]+)\//.exec(arn)?.[1] ?? arn;
}
