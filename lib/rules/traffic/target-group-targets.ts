import { isGone } from "#lib/domain/ec2.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { contradictionMs } from "#lib/rules/contradiction.ts";
import { type Advice, type CheckContext, cite, type Evidence } from "#lib/rules/rule.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";
import { groupBy } from "#lib/timeline/group-by.ts";

export type Target = FactRevision<"target">;

/** The targets that are meant, by target group, without those whose instance is gone: other rules tell of them. */
export function toTargetsByGroup(
  facts: FactsFrom<"elb-target-health" | "ec2-instances">,
  isMeant: (target: Target) => boolean,
): readonly (readonly [arn: string, targets: readonly Target[]])[] {
  const gone = new Set(facts.instance.filter(({ value }) => isGone(value)).map(({ value }) => value.id));
  const meant = facts.target.filter((target) => isMeant(target) && !gone.has(target.value.instanceId));
  return [...groupBy(meant, ({ value }) => value.targetGroupArn)];
}

/** Read so over two readings and a minute at least. */
export function isLasting(target: Target): boolean {
  return target.lastSeen - target.since >= contradictionMs;
}

export function toInstanceIds(targets: readonly Target[]): readonly string[] {
  return [...new Set(targets.map(({ value }) => value.instanceId))];
}

export function citeTargetHealth(target: Target): readonly Evidence[] {
  const { state, reason, description } = target.value;
  return [
    cite(target, "TargetHealth.State", state),
    ...(reason === undefined ? [] : [cite(target, "TargetHealth.Reason", reason)]),
    ...(description === undefined ? [] : [cite(target, "TargetHealth.Description", description)]),
  ];
}

export function toLookAtHealth(arn: string, { scope }: CheckContext): Advice {
  return {
    text: "Look first at what the load balancer says now. It changes nothing.",
    command: toCommand(scope, ["elbv2", "describe-target-health", "--target-group-arn", arn]),
  };
}
