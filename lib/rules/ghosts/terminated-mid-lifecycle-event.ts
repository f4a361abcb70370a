import { eventLimitMs } from "#lib/domain/aws-limits.ts";
import type { LifecycleEvent } from "#lib/domain/code-deploy.ts";
import { addMs, type Instant, minuteMs, toIso } from "#lib/domain/time.ts";
import { ghostThresholds } from "#lib/rules/contradiction.ts";
import { toLookAtTarget, toRedeployAdvice, toStopAdvice } from "#lib/rules/deployment-advice.ts";
import { citeGone, citeOpenTarget, toGhostVerdict, toGoneWords } from "#lib/rules/ghost-words.ts";
import { type Ghost, type GhostTarget, toGhosts } from "#lib/rules/ghosts.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration } from "#lib/rules/wording.ts";

/** CodeDeploy's and EC2's clocks need not agree to the second. */
const clockSlackMs = minuteMs;

export const terminatedMidLifecycleEvent = defineRule({
  id: "terminated-mid-lifecycle-event",
  title: "Terminated in the middle of a lifecycle event",
  severity: "warning",
  why: "The event is still InProgress, but the machine that ran it is gone and nobody will report its end. CodeDeploy waits up to an hour from the event's start, even where the script's own timeout is shorter.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ec2-instances.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html",
  ],
  thresholds: [
    ...ghostThresholds,
    {
      what: "the event is given up after",
      value: toDuration(eventLimitMs),
      reason: "AWS's documented limit for one event, however short the script's own timeout.",
    },
    {
      what: "the event began before the end of the instance, or after it by at most",
      value: toDuration(clockSlackMs),
      reason: "CodeDeploy's and EC2's clocks need not agree to the second.",
    },
  ],
  lookalikes: ["A script may legitimately take long on a machine that lives: EC2 tells the two apart."],
  leadsTo: [
    "deployment-already-running",
    "health-constraints",
    "hook-abandoned-by-failed-deployment",
    "deployment-timeout",
  ],
  needs: ["ec2-instances", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    return toGhosts(facts).flatMap((ghost) =>
      ghost.openTargets.flatMap((target) => {
        const event = target.revision.value.events.find((one) => isCutOff(one, ghost));
        return event === undefined ? [] : [toFinding({ ghost, target, event }, context)];
      }),
    );
  },
});

/** Began while the instance lived. An event without a start time is InProgress all the same. */
function isCutOff(event: LifecycleEvent, { goneSince }: Ghost): boolean {
  if (event.status !== "InProgress") return false;
  return event.startTime === undefined || event.startTime <= goneSince.at + clockSlackMs;
}

type CutOff = { readonly ghost: Ghost; readonly target: GhostTarget; readonly event: LifecycleEvent };

function toFinding({ ghost, target, event }: CutOff, context: CheckContext): RuleFinding {
  const { deployment, revision } = target;
  const id = deployment.value.id;
  const start = event.startTime;
  return {
    subject: { kind: "instance", id: ghost.instanceId },
    verdict: toGhostVerdict({ instance: ghost.instance, oldEnough: target.oldEnough }, context),
    since: ghost.goneSince.at,
    summary: `${toGoneWords(ghost.instance, context.now)}, in the middle of ${event.name} of ${id}. ${toDeadlineWords(start, context.now)}`,
    evidence: [
      ...citeGone(ghost.instance),
      ...citeOpenTarget(target),
      ...(start === undefined
        ? []
        : [cite(revision, `lifecycleEvents[${event.name}].startTime`, toIso(start))]),
    ],
    disprovedBy: `${event.name} ending by itself, or EC2 saying that ${ghost.instanceId} runs.`,
    advice: [
      toLookAtTarget(id, ghost.instanceId, context.scope),
      { text: "Wait until the hour is over; CodeDeploy then fails the target by itself." },
      toStopAdvice(deployment.value, context.scope),
      toRedeployAdvice(context.scope),
    ],
  };
}

function toDeadlineWords(start: Instant | undefined, now: Instant): string {
  if (start === undefined)
    return "CodeDeploy waits up to an hour from the event's start, which it does not give.";
  const deadline = addMs(start, eventLimitMs);
  const clock = toClock(deadline, now);
  if (now < deadline)
    return `The event began at ${toClock(start, now)}; CodeDeploy waits for it until ${clock} at the latest.`;
  return `AWS's documented limit of one hour ended at ${clock}, yet the event is still InProgress.`;
}
