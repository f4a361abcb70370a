import type { TargetGroup } from "#lib/domain/elb.ts";
import { minuteMs, secondMs, toInstant } from "#lib/domain/time.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import {
  citeTargetHealth,
  type Target,
  toInstanceIds,
  toLookAtHealth,
  toTargetsByGroup,
} from "#lib/rules/traffic/target-group-targets.ts";
import { toClock, toCount, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** AWS's settings where a target group does not say otherwise (ELB:target-group-health-checks). */
const usualCheck = { intervalSeconds: 30, timeoutSeconds: 5, healthyThreshold: 5 };
/** Readings are apart, and registration takes a moment before the first check. */
const slackMs = minuteMs;

export const targetInitialTooLong = defineRule({
  id: "target-initial-too-long",
  title: "Targets stay in their first health checks",
  severity: "warning",
  why: "A target that was just registered is initial until the load balancer has checked it; one success is then enough. One that stays initial for longer than its checks can take is not being checked, and gets no requests. A deployment that waits for it in AllowTraffic waits up to an hour.",
  docs: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
  ],
  thresholds: [
    {
      what: "a target is initial for",
      value: `healthy threshold × interval + timeout + ${toDuration(slackMs)} (with AWS's usual settings ${toDuration(toLimitMs(undefined))})`,
      reason: "Even if AWS asked for every success of the threshold, it would have decided by then.",
    },
  ],
  lookalikes: [
    "Just after a registration every target is initial for some checks.",
    "A target that was checked and failed is unhealthy: target-unhealthy.",
  ],
  leadsTo: ["allow-traffic-stuck"],
  needs: ["elb-target-health", "elb-target-groups", "ec2-instances"],
  check(facts, context) {
    const groups = new Map(facts["target-group"].map((group) => [group.value.arn, group]));
    const isLate = (target: Target) =>
      target.value.state === "initial" &&
      target.lastSeen - target.since > toLimitMs(groups.get(target.value.targetGroupArn)?.value);
    return toTargetsByGroup(facts, isLate).map(([arn, late]) =>
      toFinding({ arn, late, group: groups.get(arn) }, context),
    );
  },
});

function toLimitMs(group: TargetGroup | undefined): number {
  const interval = group?.healthCheckIntervalSeconds ?? usualCheck.intervalSeconds;
  const timeout = group?.healthCheckTimeoutSeconds ?? usualCheck.timeoutSeconds;
  const threshold = group?.healthyThreshold ?? usualCheck.healthyThreshold;
  return (threshold * interval + timeout) * secondMs + slackMs;
}

type Found = {
  readonly arn: string;
  readonly late: readonly Target[];
  readonly group: FactRevision<"target-group"> | undefined;
};

function toFinding({ arn, late, group }: Found, context: CheckContext): RuleFinding {
  const ids = toInstanceIds(late);
  const since = toInstant(Math.min(...late.map((target) => target.since)));
  const name = late[0]?.value.targetGroupName ?? arn;
  const reasons = [...new Set(late.flatMap(({ value }) => value.reason ?? []))];
  return {
    subject: { kind: "target-group", id: arn },
    verdict: "proved",
    since,
    summary: `${toCount(late.length, "target")} of ${name} ${late.length === 1 ? "has" : "have"} been initial since ${toClock(since, context.now)} at the latest: ${toWords(ids)}${reasons.length === 0 ? "" : ` (${reasons.join("; ")})`}. Health checks should have decided within ${toDuration(toLimitMs(group?.value))}.`,
    evidence: [
      ...late.flatMap(citeTargetHealth),
      ...(group?.value.healthCheckIntervalSeconds === undefined
        ? []
        : [cite(group, "HealthCheckIntervalSeconds", String(group.value.healthCheckIntervalSeconds))]),
      ...(group?.value.healthyThreshold === undefined
        ? []
        : [cite(group, "HealthyThresholdCount", String(group.value.healthyThreshold))]),
    ],
    disprovedBy: "The targets turning healthy or unhealthy at the next readings.",
    advice: [
      toLookAtHealth(arn, context),
      {
        text: "Check that a listener forwards to the target group, that the load balancer is active in the target's zone, and that its security group lets the health check through.",
      },
    ],
  };
}
