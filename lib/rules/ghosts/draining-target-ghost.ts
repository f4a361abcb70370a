import { isGone } from "#lib/domain/ec2.ts";
import { addSeconds, type Instant, minuteMs, secondMs } from "#lib/domain/time.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { citeGone, restsOnAbsence, toGoneWords } from "#lib/rules/ghost-words.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

/** Past its deregistration delay a target should be out of the listing by the next readings. */
const drainSlackMs = 2 * minuteMs;

type Facts = FactsFrom<
  "elb-target-health" | "elb-target-group-attributes" | "ec2-instances" | "autoscaling-groups"
>;
type Draining = {
  readonly target: FactRevision<"target">;
  readonly instance: FactRevision<"instance">;
  readonly attributes: FactRevision<"target-group-attributes"> | undefined;
};

export const drainingTargetGhost = defineRule({
  id: "draining-target-ghost",
  title: "A removed instance is still shown as draining",
  severity: "info",
  why: "A target group shows a removed target as draining until its deregistration delay is over, even where no request is left. Harmless by itself; but a detach waits for it, and must not be overtaken by a termination.",
  docs: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
  ],
  thresholds: [
    {
      what: "a living instance is shown draining beyond its deregistration delay by",
      value: toDuration(drainSlackMs),
      reason: "Past the delay the target should be out of the listing by the next readings.",
    },
  ],
  lookalikes: [
    "A target without requests is done at once, but is shown as draining until the delay is over: that is not reported while the instance lives.",
  ],
  needs: ["elb-target-health", "elb-target-group-attributes", "ec2-instances", "autoscaling-groups"],
  check(facts, context) {
    return facts.target.flatMap((target) => {
      const draining = toDraining(target, facts);
      if (draining === undefined) return [];
      if (isGone(draining.instance.value))
        return isNoticed(draining) ? [toGoneFinding(draining, context)] : [];
      return isOverdue(draining, facts, context) ? [toOverdueFinding(draining, context)] : [];
    });
  },
});

function toDraining(target: FactRevision<"target">, facts: Facts): Draining | undefined {
  if (target.value.state !== "draining" && target.value.state !== "unhealthy.draining") return undefined;
  const instance = facts.instance.find(({ value }) => value.id === target.value.instanceId);
  if (instance === undefined) return undefined;
  const attributes = facts["target-group-attributes"].find(
    ({ value }) => value.arn === target.value.targetGroupArn,
  );
  return { target, instance, attributes };
}

/** The target was read after EC2 said that the instance is gone. */
function isNoticed({ target, instance }: Draining): boolean {
  return target.lastSeen >= (instance.value.terminatedAt ?? 0);
}

/** A living instance that no group lists, drained for longer than the delay. Needs complete listings. */
function isOverdue({ target, attributes }: Draining, facts: Facts, context: CheckContext): boolean {
  if (context.partial.includes("autoscaling-groups")) return false;
  if (facts.member.some(({ value }) => value.instanceId === target.value.instanceId)) return false;
  const delaySeconds = attributes?.value.deregistrationDelaySeconds;
  if (delaySeconds === undefined) return false;
  return target.lastSeen - target.since >= delaySeconds * secondMs + drainSlackMs;
}

function toGoneFinding(draining: Draining, context: CheckContext): RuleFinding {
  const { target, instance } = draining;
  return {
    ...toCommon(draining, context),
    verdict: restsOnAbsence(instance, context) ? "suspected" : "corroborated",
    summary: `${target.value.targetGroupName} still shows ${target.value.instanceId} as ${target.value.state}. ${toGoneWords(instance, context.now)}. ${toOutlook(draining, context.now)}`,
    evidence: [...citeTarget(draining), ...citeGone(instance)],
  };
}

function toOverdueFinding(draining: Draining, context: CheckContext): RuleFinding {
  const { target } = draining;
  const shownMs = target.lastSeen - target.since;
  return {
    ...toCommon(draining, context),
    verdict: "suspected",
    summary: `${target.value.targetGroupName} has shown ${target.value.instanceId} as ${target.value.state} for ${toDuration(shownMs)}, longer than its deregistration delay, and no Auto Scaling group lists it. ${toOutlook(draining, context.now)}`,
    evidence: citeTarget(draining),
  };
}

function toCommon({ target }: Draining, { scope }: CheckContext) {
  const { targetGroupArn, instanceId } = target.value;
  return {
    subject: { kind: "instance", id: instanceId },
    since: target.since,
    disprovedBy: `The target group no longer listing ${instanceId}.`,
    advice: [
      { text: "Nothing to do: the row disappears by itself." },
      {
        text: "For next time a shorter deregistration delay, if requests never take longer. It cuts off requests that do; note the old value to set it back.",
        command: toCommand(scope, [
          "elbv2",
          "modify-target-group-attributes",
          "--target-group-arn",
          targetGroupArn,
          "--attributes",
          "Key=deregistration_delay.timeout_seconds,Value=30",
        ]),
      },
    ],
  };
}

/** The draining began at the latest when it was first read. */
function toOutlook({ target, attributes }: Draining, now: Instant): string {
  const delaySeconds = attributes?.value.deregistrationDelaySeconds;
  if (delaySeconds === undefined) return "How long its deregistration delay is could not be read.";
  const end = addSeconds(target.since, delaySeconds);
  const delay = `The deregistration delay is ${delaySeconds} s:`;
  if (now < end) return `${delay} it should be out by about ${toClock(end, now)}.`;
  return `${delay} it should have been out by about ${toClock(end, now)}.`;
}

function citeTarget({ target, attributes }: Draining) {
  const delaySeconds = attributes?.value.deregistrationDelaySeconds;
  return [
    cite(target, "TargetHealth.State", target.value.state),
    ...(target.value.reason === undefined ? [] : [cite(target, "TargetHealth.Reason", target.value.reason)]),
    ...(attributes && delaySeconds !== undefined
      ? [cite(attributes, "deregistration_delay.timeout_seconds", String(delaySeconds))]
      : []),
  ];
}
