import { isLaunchHook } from "#lib/domain/auto-scaling.ts";
import { ghostThresholds } from "#lib/rules/contradiction.ts";
import { citeGone, citeMember, citeOpenTarget, restsOnAbsence, toGoneWords } from "#lib/rules/ghost-words.ts";
import { toGhosts } from "#lib/rules/ghosts.ts";
import { toLimboAdvice } from "#lib/rules/hooks/limbo-advice.ts";
import { findHeldGhost, type HeldGhost } from "#lib/rules/hooks/limbo-holder.ts";
import {
  citeLaps,
  fewestFailed,
  type LiveLoop,
  type LoopRuleFacts,
  loopThresholds,
  toLiveLoops,
} from "#lib/rules/hooks/live-loops.ts";
import { type CheckContext, cite, defineRule, type Evidence, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

export const recursiveDeploymentLimbo = defineRule({
  id: "recursive-deployment-limbo",
  title: "Recursive deployment limbo: every launch waits for an instance that is gone",
  severity: "critical",
  why: "A terminated instance that the deployment group still counts on never answers. Deployments to new instances do not begin; when one is stopped or its hook runs out, Auto Scaling terminates the new instance and launches another, which waits in the same way. Every stop costs the newest healthy instance and changes nothing about the cause.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/integrations-aws-auto-scaling.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html",
  ],
  thresholds: [...loopThresholds, ...ghostThresholds],
  lookalikes: [
    "A revision that fails, a missing agent and two deployment groups on one Auto Scaling group give the same activities: only lifecycle events that never began, and a ghost, make it this one.",
  ],
  leadsTo: [
    "hook-abandoned-by-failed-deployment",
    "hook-heartbeat-timeout",
    "manual-stop",
    "asg-throttles-launches-after-hook-failures",
    "deployment-deadlock-no-inservice",
  ],
  needs: [
    "codedeploy-group",
    "codedeploy-deployments",
    "codedeploy-targets",
    "autoscaling-groups",
    "autoscaling-activities",
    "autoscaling-hooks",
    "ec2-instances",
  ],
  check(facts, context) {
    const group = facts["deployment-group"][0];
    if (group === undefined) return [];
    const ghosts = toGhosts(facts);
    return toLiveLoops(facts, context.now).flatMap((loop) => {
      const held = isUntouched(loop) ? findHeldGhost(ghosts, loop) : undefined;
      if (held === undefined) return [];
      const hooks = facts["lifecycle-hook"].filter(
        ({ value }) => value.group === loop.autoScalingGroup && isLaunchHook(value),
      );
      return [toFinding({ loop, held, group, hooks, facts, context })];
    });
  },
});

/**
 * At least one lap's deployment is known to have begun nothing, and none is known to have begun anything. Where several
 * failed as a whole, no ghost held those: that is the terminate-relaunch loop.
 */
function isUntouched(loop: LiveLoop): boolean {
  const events = loop.laps.map((lap) => lap.events);
  if (events.some((said) => said === "ran" || said === "failed")) return false;
  return (
    events.includes("never-started") && events.filter((said) => said === "refused").length < fewestFailed
  );
}

type Found = {
  readonly loop: LiveLoop;
  readonly held: HeldGhost;
  readonly group: FactRevision<"deployment-group">;
  readonly hooks: readonly FactRevision<"lifecycle-hook">[];
  readonly facts: LoopRuleFacts;
  readonly context: CheckContext;
};

function toFinding(found: Found): RuleFinding {
  const { loop, held, group, hooks, facts, context } = found;
  return {
    subject: { kind: "auto-scaling-group", id: loop.autoScalingGroup },
    verdict: toVerdict(held, loop, context),
    since: loop.since,
    summary: `${toLoopWords(loop, context)} ${toGhostWords(held, context)} ${toStopWords(loop)}`,
    evidence: [
      ...citeGone(held.ghost.instance),
      ...(held.member === undefined ? [] : citeMember(held.member)),
      ...(held.holder.kind === "member" ? [] : citeOpenTarget(held.holder.held)),
      ...citeLaps(loop.laps, facts),
      ...hooks.map((hook) => cite(hook, "DefaultResult", hook.value.defaultResult ?? "not given")),
    ] satisfies readonly Evidence[],
    disprovedBy: `A reading of EC2 in which ${held.ghost.instanceId} runs, a lifecycle event that begins in a deployment of ${loop.autoScalingGroup}'s new instances, or the next launch reaching InService.`,
    advice: toLimboAdvice({ loop, held, group: group.value, hooks, scope: context.scope }),
  };
}

function toVerdict(held: HeldGhost, loop: LiveLoop, context: CheckContext): RuleFinding["verdict"] {
  const { ghost, holder } = held;
  const ownLap = loop.laps.some(({ instanceId }) => instanceId === ghost.instanceId);
  if (!ghost.oldEnough || ownLap || restsOnAbsence(ghost.instance, context)) return "suspected";
  return holder.kind === "member" ? "corroborated" : "proved";
}

function toLoopWords(loop: LiveLoop, { now }: CheckContext): string {
  const last = loop.ended.at(-1);
  const stopped = loop.ended.filter(({ endedBy }) => endedBy === "stopped").length;
  const how = stopped > 0 ? `, ${stopped} of them because the deployment was stopped` : "";
  const lost = last?.instanceId === undefined ? "" : ` (the last was ${last.instanceId})`;
  const lap = loop.current === undefined ? "" : `, and is in lap ${loop.current.number}`;
  return `Since ${toClock(loop.since, now)} ${loop.autoScalingGroup} has launched and given up ${loop.ended.length} instances in a row${lost}${how}${lap}; none of their deployments is known to have begun a single event.`;
}

function toGhostWords({ ghost, holder, member }: HeldGhost, { now }: CheckContext): string {
  const gone = toGoneWords(ghost.instance, now);
  const listed =
    member === undefined ? "" : `${member.value.group} still lists it as ${member.value.lifecycleState}`;
  if (holder.kind === "member") {
    return `${gone}, but ${listed}; no running deployment that was read names it.`;
  }
  const { id, status, creator = "unknown" } = holder.held.deployment.value;
  const also = listed === "" ? "" : `, and ${listed}`;
  const holds =
    holder.kind === "fleet"
      ? `deployment ${id} (${status}, creator ${creator}), which is one for the whole group and occupies it, still waits for it`
      : `deployment ${id} (${status}), left over from a scale-out for that very instance, still waits for it`;
  return `${gone}, but ${holds}${also}.`;
}

function toStopWords({ current }: LiveLoop): string {
  if (current?.instanceId === undefined) return "The next launch may wait in the same way.";
  const { deploymentId, instanceId } = current;
  if (deploymentId === undefined)
    return `Stopping the deployment that CodeDeploy makes for ${instanceId} would cost ${instanceId} and begin the next lap.`;
  return `Stopping ${deploymentId} would cost ${instanceId} and begin the next lap.`;
}
