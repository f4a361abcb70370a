import { eventLimitMs, eventStartMs } from "#lib/domain/aws-limits.ts";
import { isGone } from "#lib/domain/ec2.ts";
import { toInstant } from "#lib/domain/time.ts";
import { ghostThresholds } from "#lib/rules/contradiction.ts";
import { toLookAtTarget, toRedeployAdvice, toStopAdvice } from "#lib/rules/deployment-advice.ts";
import { citeGone, citeOpenTarget, toGhostVerdict, toGoneWords } from "#lib/rules/ghost-words.ts";
import { isLeftover, isWithinLimits, toGiveUp, toTurnWords } from "#lib/rules/ghosts/give-up.ts";
import type { Ghost, GhostTarget } from "#lib/rules/ghosts.ts";
import { toGhosts } from "#lib/rules/ghosts.ts";
import { type Advice, type CheckContext, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration, toWords } from "#lib/rules/wording.ts";

export const ghostDeploymentTarget = defineRule({
  id: "ghost-deployment-target",
  title: "A running deployment waits for an instance that is gone",
  severity: "critical",
  why: "The targets of a deployment seem to be fixed when it starts. A target that EC2 has terminated never answers; while a deployment of the whole group waits for it, CodeDeploy starts no other one. A deployment that was made for a launch and outlives its instance holds up nothing else, and should end within minutes.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ec2-instances.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html",
  ],
  thresholds: [
    ...ghostThresholds,
    {
      what: "CodeDeploy gives up a target between events after",
      value: toDuration(eventStartMs),
      reason: "AWS's documented limit for an event to start; critical only past it.",
    },
    {
      what: "CodeDeploy gives up a target within an event after",
      value: toDuration(eventLimitMs),
      reason: "AWS's documented limit for one event; critical only past it.",
    },
  ],
  lookalikes: [
    "While another target of the deployment is in progress, even a dead one, a target that has begun nothing may only queue for its turn: its limits have not begun.",
    "Within AWS's limits CodeDeploy has only not given the target up yet, and ends the wait by itself.",
    "A deployment that was made for a launch, and outlives its instance, holds up nothing else.",
  ],
  leadsTo: [
    "terminated-while-deployment-pending",
    "terminated-mid-lifecycle-event",
    "recursive-deployment-limbo",
    "deployment-already-running",
    "bg-original-deregistration-failed",
    "health-constraints",
    "deployment-timeout",
    "hook-abandoned-by-failed-deployment",
    "hook-heartbeat-timeout",
    "hook-stuck-pending-wait",
  ],
  needs: ["ec2-instances", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    const gone = new Set(facts.instance.filter(({ value }) => isGone(value)).map(({ value }) => value.id));
    const busy = new Set(
      facts["deployment-target"]
        .filter(({ value }) => value.status === "InProgress" && !gone.has(value.targetId))
        .map(({ value }) => value.deploymentId),
    );
    return toGhosts(facts).map((ghost) => toFinding({ ghost, busy, context }));
  },
});

type Found = {
  readonly ghost: Ghost;
  /** Deployments that are at work on a living target: the ghost may not have had its turn. */
  readonly busy: ReadonlySet<string>;
  readonly context: CheckContext;
};

function toFinding({ ghost, busy, context }: Found): RuleFinding {
  const leftover = ghost.openTargets.every((target) => isLeftover(ghost, target, context.now));
  const goesOn = ghost.openTargets.filter(({ deployment }) => busy.has(deployment.value.id));
  const isMild = ghost.openTargets.every(
    (target) => goesOn.includes(target) || isWithinLimits(ghost, target, context.now),
  );
  return {
    subject: { kind: "instance", id: ghost.instanceId },
    verdict: toGhostVerdict(ghost, context),
    ...(isMild ? { severity: leftover ? "info" : "warning" } : {}),
    since: ghost.goneSince.at,
    summary: `${toSummary(ghost, context)}${leftover ? toLeftoverWords(ghost, context) : ""}${toGoesOnWords(goesOn)}${toQueueWords(ghost, goesOn)}`,
    evidence: [...citeGone(ghost.instance), ...ghost.openTargets.flatMap(citeOpenTarget)],
    disprovedBy: `A reading in which EC2 runs ${ghost.instanceId}, or in which the deployment has ended for it.`,
    advice: [
      ...ghost.openTargets.map((target) =>
        toLookAtTarget(target.deployment.value.id, ghost.instanceId, context.scope),
      ),
      ...toWaitAdvice(ghost, context),
      ...toStopAdvices(ghost.openTargets, context),
      toRedeployAdvice(context.scope),
    ],
  };
}

function toSummary(ghost: Ghost, context: CheckContext): string {
  const waits = ghost.openTargets.map(
    ({ deployment, revision }) => `${deployment.value.id} (${revision.value.status})`,
  );
  const noun = waits.length === 1 ? "Deployment" : "Deployments";
  const verb = waits.length === 1 ? "waits" : "wait";
  return `${noun} ${toWords(waits)} ${verb} for ${ghost.instanceId}, which is gone: ${toGoneWords(ghost.instance, context.now)}.`;
}

function toGoesOnWords(targets: readonly GhostTarget[]): string {
  const ids = targets.map(({ deployment }) => deployment.value.id);
  return ids.length === 0 ? "" : ` ${toWords(ids)} still goes on with other targets.`;
}

/** Said only where a dead target is ahead: of a living one, `toGoesOnWords` speaks. */
function toQueueWords({ openTargets }: Ghost, goesOn: readonly GhostTarget[]): string {
  return openTargets
    .filter((target) => !goesOn.includes(target) && target.turn.ahead !== undefined)
    .map((target) => ` ${toTurnWords(target)}`)
    .join("");
}

function toLeftoverWords(ghost: Ghost, { now }: CheckContext): string {
  const times = ghost.openTargets.flatMap((target) => toGiveUp(ghost, target) ?? []);
  const by = toClock(toInstant(Math.max(...times)), now);
  return ` It was made for that instance alone and holds up nothing else; by AWS's documented limits it ends by itself at about ${by}.`;
}

/** Only while AWS's documented limits still run: past them there is nothing to wait for. */
function toWaitAdvice(ghost: Ghost, { now }: CheckContext): readonly Advice[] {
  const limits = ghost.openTargets.flatMap((target) => toGiveUp(ghost, target) ?? []);
  const last = toInstant(Math.max(now, ...limits));
  if (last === now) return [];
  return [
    {
      text: `Wait until ${toClock(last, now)}: by AWS's documented limits CodeDeploy gives a dead target up by then, 5 minutes after the end of a lifecycle event or an hour after the start of one.`,
    },
  ];
}

/** Deployments that a person or a pipeline made come first: stopping one made by Auto Scaling kills a launch. */
function toStopAdvices(targets: readonly GhostTarget[], context: CheckContext) {
  const deployments = targets.map(({ deployment }) => deployment.value);
  const isLaunch = (creator: string | undefined) => creator === "autoscaling";
  return [
    ...deployments.filter(({ creator }) => !isLaunch(creator)),
    ...deployments.filter(({ creator }) => isLaunch(creator)),
  ].map((deployment) => toStopAdvice(deployment, context.scope));
}
