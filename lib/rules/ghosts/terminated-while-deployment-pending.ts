import { eventStartMs } from "#lib/domain/aws-limits.ts";
import type { DeploymentTarget } from "#lib/domain/code-deploy.ts";
import type { Instant } from "#lib/domain/time.ts";
import { ghostThresholds } from "#lib/rules/contradiction.ts";
import { toLookAtTarget, toRedeployAdvice, toStopAdvice } from "#lib/rules/deployment-advice.ts";
import { citeGone, citeOpenTarget, toGhostVerdict, toGoneWords } from "#lib/rules/ghost-words.ts";
import { isLeftover, toGiveUp, toTurnWords } from "#lib/rules/ghosts/give-up.ts";
import { type Ghost, type GhostTarget, toGhosts } from "#lib/rules/ghosts.ts";
import { type CheckContext, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration } from "#lib/rules/wording.ts";

export const terminatedWhileDeploymentPending = defineRule({
  id: "terminated-while-deployment-pending",
  title: "Terminated before or between its lifecycle events",
  severity: "warning",
  why: "No lifecycle event of the target is running, and the machine that would start the next one is gone. AWS documents that CodeDeploy fails such a target after five minutes.",
  docs: ["https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ec2-instances.html"],
  thresholds: [
    ...ghostThresholds,
    {
      what: "the target is given up after",
      value: toDuration(eventStartMs),
      reason: "AWS's documented limit for an event to start.",
    },
  ],
  lookalikes: [
    "An agent that does not run gives the same picture: EC2 tells the two apart.",
    "A target may only be waiting for its turn behind others.",
  ],
  leadsTo: ["deployment-already-running", "health-constraints", "hook-abandoned-by-failed-deployment"],
  needs: ["ec2-instances", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    return toGhosts(facts).flatMap((ghost) =>
      ghost.openTargets
        .filter(({ revision }) => isBetweenEvents(revision.value))
        .map((target) => toFinding(ghost, target, context)),
    );
  },
});

function isBetweenEvents(target: DeploymentTarget): boolean {
  return target.events.every(({ status }) => status !== "InProgress");
}

function toFinding(ghost: Ghost, target: GhostTarget, context: CheckContext): RuleFinding {
  const { deployment, revision } = target;
  const id = deployment.value.id;
  return {
    subject: { kind: "instance", id: ghost.instanceId },
    verdict: toGhostVerdict({ instance: ghost.instance, oldEnough: target.oldEnough }, context),
    ...(isLeftover(ghost, target, context.now) ? { severity: "info" } : {}),
    since: ghost.goneSince.at,
    summary: `${toGoneWords(ghost.instance, context.now)}, with no lifecycle event of ${id} running on it. ${toDeadlineWords(ghost, target, context.now)}`,
    evidence: [...citeGone(ghost.instance), ...citeOpenTarget(target)],
    disprovedBy: `An event of ${revision.value.targetId} in ${id} that starts, or EC2 saying that the instance runs.`,
    advice: [
      toLookAtTarget(id, ghost.instanceId, context.scope),
      {
        text: "Wait for the five minutes; then deploy again if the deployment has failed.",
      },
      toStopAdvice(deployment.value, context.scope),
      toRedeployAdvice(context.scope),
    ],
  };
}

function toDeadlineWords(ghost: Ghost, target: GhostTarget, now: Instant): string {
  const { revision, turn } = target;
  if (turn.ahead !== undefined) return toTurnWords(target);
  const deadline = toGiveUp(ghost, target) ?? now;
  if (now < deadline)
    return `By AWS's documented limit CodeDeploy gives it up at about ${toClock(deadline, now)}.`;
  return `AWS's documented limit of five minutes ended at about ${toClock(deadline, now)}, yet the target is still ${revision.value.status}: it may be waiting for its turn, or stuck.`;
}
