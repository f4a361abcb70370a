import { isOpenTarget } from "#lib/domain/code-deploy.ts";
import { toInstant } from "#lib/domain/time.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { contradictionMs } from "#lib/rules/contradiction.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toRunningFleet } from "#lib/rules/scaling/fleet-deployments.ts";
import {
  citeTargetHealth,
  isLasting,
  type Target,
  toInstanceIds,
  toLookAtHealth,
  toTargetsByGroup,
} from "#lib/rules/traffic/target-group-targets.ts";
import { toClock, toCount, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

export const targetNotInUse = defineRule({
  id: "target-not-in-use",
  title: "The load balancer does not use the targets",
  severity: "warning",
  why: "Either no listener forwards to the target group, or the load balancer is not enabled in the zone of the instance. Such a target is never checked and gets no requests; a deployment that waits in AllowTraffic for it to become healthy cannot succeed.",
  docs: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
  ],
  thresholds: [
    {
      what: "read so for",
      value: toDuration(contradictionMs),
      reason: "A listener that is being changed leaves its target group for a moment.",
    },
  ],
  lookalikes: [
    "A stopped or terminated instance is unused too, for another reason: stopped-instance-target, target-terminated.",
    "A target group that is kept ready and not yet behind a listener looks the same.",
  ],
  leadsTo: ["allow-traffic-stuck"],
  needs: ["elb-target-health", "ec2-instances", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    const running = new Set(toRunningFleet(facts.deployment).map(({ value }) => value.id));
    const awaited = facts["deployment-target"].filter(
      ({ value }) => running.has(value.deploymentId) && isOpenTarget(value),
    );
    return toTargetsByGroup(facts, (target) => isNotInUse(target) && isLasting(target)).map(
      ([arn, targets]) => toFinding({ arn, targets, awaited }, context),
    );
  },
});

function isNotInUse({ value }: Target): boolean {
  return value.state === "unused" && value.reason === "Target.NotInUse";
}

type Found = {
  readonly arn: string;
  readonly targets: readonly Target[];
  readonly awaited: readonly FactRevision<"deployment-target">[];
};

function toFinding({ arn, targets, awaited }: Found, context: CheckContext): RuleFinding {
  const ids = toInstanceIds(targets);
  const since = toInstant(Math.min(...targets.map((target) => target.since)));
  const name = targets[0]?.value.targetGroupName ?? arn;
  const zones = [...new Set(targets.flatMap(({ value }) => value.zone ?? []))];
  const waiting = awaited.filter(({ value }) => ids.includes(value.targetId));
  const deployments = [...new Set(waiting.map(({ value }) => value.deploymentId))];
  return {
    subject: { kind: "target-group", id: arn },
    verdict: "proved",
    since,
    summary: `${toCount(targets.length, "target")} of ${name}${zones.length === 0 ? "" : ` in ${toWords(zones)}`} ${targets.length === 1 ? "is" : "are"} not in use, first read so at ${toClock(since, context.now)}: ${toWords(ids)}.${deployments.length === 0 ? "" : ` ${toWords(deployments)} will wait in vain for them to become healthy.`}`,
    evidence: [
      ...targets.flatMap(citeTargetHealth),
      ...waiting.map((target) => cite(target, "instanceTarget.status", target.value.status)),
    ],
    disprovedBy: "The targets being checked: initial, healthy or unhealthy at the next readings.",
    advice: [
      toLookAtHealth(arn, context),
      {
        text: "Look which load balancer the target group belongs to: none means that no listener forwards to it. It changes nothing.",
        command: toCommand(context.scope, ["elbv2", "describe-target-groups", "--target-group-arns", arn]),
      },
      {
        text: "Add the target group to a listener's rule, or enable the instances' zones for the load balancer. Both can be undone.",
      },
    ],
  };
}
