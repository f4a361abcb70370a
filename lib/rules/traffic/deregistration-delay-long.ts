import { eventLimitMs } from "#lib/domain/aws-limits.ts";
import { type Instant, secondMs } from "#lib/domain/time.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { toOpenTargets } from "#lib/rules/ghosts.ts";
import { type CheckContext, cite, defineRule, type Evidence, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

/** AWS's own setting (ELB). */
const usualSeconds = 300;

type Facts = FactsFrom<
  "elb-target-group-attributes" | "elb-target-health" | "codedeploy-deployments" | "codedeploy-targets"
>;
type Attributes = FactRevision<"target-group-attributes">;

export const deregistrationDelayLong = defineRule({
  id: "deregistration-delay-long",
  title: "The deregistration delay holds things up",
  severity: "info",
  why: "An instance that leaves a target group drains until the deregistration delay is over, even where no request is left. Each target of a deployment waits for it in BlockTraffic, and so does every detach and every termination by Auto Scaling. A delay as long as one lifecycle event may take can make BlockTraffic fail.",
  docs: ["https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html"],
  thresholds: [
    {
      what: "the delay is longer than",
      value: toDuration(usualSeconds * secondMs),
      reason: "That is AWS's own setting, and waiting for it is ordinary.",
    },
    {
      what: "a warning, while a deployment waits for it, from",
      value: toDuration(eventLimitMs),
      reason: "One lifecycle event may take no longer.",
    },
  ],
  lookalikes: [
    "A long delay is right where requests are long; it is only told of while something waits for it.",
  ],
  leadsTo: ["block-traffic-slow", "draining-target-ghost"],
  needs: ["elb-target-group-attributes", "elb-target-health", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    return facts["target-group-attributes"].flatMap((attributes) => {
      const delaySeconds = attributes.value.deregistrationDelaySeconds;
      if (delaySeconds === undefined || delaySeconds <= usualSeconds) return [];
      const draining = facts.target.filter(
        ({ value }) =>
          value.targetGroupArn === attributes.value.arn &&
          (value.state === "draining" || value.state === "unhealthy.draining"),
      );
      if (draining.length === 0) return [];
      return [
        toFinding({ attributes, delaySeconds, draining, blocked: toBlocked(draining, facts) }, context),
      ];
    });
  },
});

/** The targets of running deployments that wait in BlockTraffic for one of these to drain. */
function toBlocked(draining: readonly FactRevision<"target">[], facts: Facts) {
  const ids = new Set(draining.map(({ value }) => value.instanceId));
  return toOpenTargets(facts)
    .map(({ revision }) => revision)
    .filter(
      ({ value }) =>
        ids.has(value.targetId) &&
        value.events.some(({ name, status }) => name === "BlockTraffic" && status === "InProgress"),
    );
}

type Found = {
  readonly attributes: Attributes;
  readonly delaySeconds: number;
  readonly draining: readonly FactRevision<"target">[];
  readonly blocked: readonly FactRevision<"deployment-target">[];
};

function toFinding(
  { attributes, delaySeconds, draining, blocked }: Found,
  context: CheckContext,
): RuleFinding {
  const { arn } = attributes.value;
  const since = draining.map((target) => target.since).sort((a, b) => a - b)[0];
  const name = draining[0]?.value.targetGroupName ?? arn;
  const ids = [...new Set(draining.map(({ value }) => value.instanceId))];
  const deployments = [...new Set(blocked.map(({ value }) => value.deploymentId))];
  const waiting = deployments.length === 0 ? "" : ` ${toWords(deployments)} waits for it in BlockTraffic.`;
  return {
    subject: { kind: "target-group", id: arn },
    verdict: "proved",
    severity: blocked.length > 0 && delaySeconds * secondMs >= eventLimitMs ? "warning" : "info",
    ...(since === undefined ? {} : { since }),
    summary: `${name} drains for ${toDuration(delaySeconds * secondMs)}: ${toWords(ids)}${since === undefined ? "" : `, first read so at ${toClock(since, context.now)}`}.${waiting}`,
    evidence: toEvidence({ attributes, delaySeconds, draining, blocked }),
    disprovedBy: "A shorter deregistration delay, or no target that drains.",
    advice: toAdvice(arn, since, context),
  };
}

function toEvidence({ attributes, delaySeconds, draining, blocked }: Found): readonly Evidence[] {
  return [
    cite(attributes, "deregistration_delay.timeout_seconds", String(delaySeconds)),
    ...draining.map((target) => cite(target, "TargetHealth.State", target.value.state)),
    ...blocked.map((target) =>
      cite(target, "instanceTarget.lifecycleEvents[BlockTraffic].status", "InProgress"),
    ),
  ];
}

function toAdvice(arn: string, since: Instant | undefined, { scope }: CheckContext): RuleFinding["advice"] {
  const from = since === undefined ? "" : " from when it began";
  return [
    {
      text: `Wait: it ends by itself when the delay is over, counted${from}. Do not terminate what drains. This shows the settings.`,
      command: toCommand(scope, ["elbv2", "describe-target-group-attributes", "--target-group-arn", arn]),
    },
    {
      text: "For next time a shorter delay, if requests never take longer: it cuts off those that do. Note the old value to set it back.",
      command: toCommand(scope, [
        "elbv2",
        "modify-target-group-attributes",
        "--target-group-arn",
        arn,
        "--attributes",
        `Key=deregistration_delay.timeout_seconds,Value=${usualSeconds}`,
      ]),
    },
  ];
}
