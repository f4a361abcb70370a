import { isTerminationHook, type LifecycleHook } from "#lib/domain/auto-scaling.ts";
import { isGone } from "#lib/domain/ec2.ts";
import { citeMember, citeOpenTarget, toGoneWords } from "#lib/rules/ghost-words.ts";
import { type OpenTarget, terminatingMs, toOpenTargets } from "#lib/rules/ghosts.ts";
import { toCompleteAction } from "#lib/rules/hooks/hook-commands.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

type Facts = FactsFrom<
  | "ec2-instances"
  | "autoscaling-groups"
  | "autoscaling-hooks"
  | "codedeploy-deployments"
  | "codedeploy-targets"
>;
type Waiting = {
  readonly member: FactRevision<"member">;
  readonly instance: FactRevision<"instance">;
  readonly hooks: readonly FactRevision<"lifecycle-hook">[];
  readonly targets: readonly OpenTarget[];
};

export const terminatingWaitGhost = defineRule({
  id: "terminating-wait-ghost",
  title: "A deployment waits for an instance that a termination hook holds",
  severity: "warning",
  why: "The Auto Scaling group is ending the instance and a termination hook holds it in Terminating:Wait; a running deployment still counts on it. Neither ends before the hook is completed or runs out.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html"],
  thresholds: [
    {
      what: "the instance has been in Terminating:Wait for",
      value: toDuration(terminatingMs),
      reason: "Members on their way out may take so long; how long a hook may wait is its own setting.",
    },
  ],
  lookalikes: [
    "Which hook is pending, and since when, AWS does not say: a backup or a log upload may still need the machine.",
    "A deployment that was made for the termination belongs there while the machine runs.",
  ],
  leadsTo: [
    "ghost-deployment-target",
    "hook-global-timeout",
    "deployment-already-running",
    "health-constraints",
  ],
  needs: [
    "ec2-instances",
    "autoscaling-groups",
    "autoscaling-hooks",
    "codedeploy-deployments",
    "codedeploy-targets",
  ],
  check(facts, context) {
    return facts.member.flatMap((member) => {
      const waiting = toWaiting(member, facts);
      return waiting === undefined ? [] : [toFinding(waiting, context)];
    });
  },
});

function toWaiting(member: FactRevision<"member">, facts: Facts): Waiting | undefined {
  const { instanceId, group, lifecycleState } = member.value;
  if (lifecycleState !== "Terminating:Wait" || member.lastSeen - member.since < terminatingMs)
    return undefined;
  const instance = facts.instance.find(({ value }) => value.id === instanceId);
  const hooks = facts["lifecycle-hook"].filter(
    ({ value }) => value.group === group && isTerminationHook(value),
  );
  if (instance === undefined || hooks.length === 0) return undefined;
  const open = toOpenTargets(facts).filter(({ revision }) => revision.value.targetId === instanceId);
  const gone = isGone(instance.value);
  // A deployment made for the termination belongs there as long as the machine can still run its scripts.
  const targets = open.filter(
    ({ deployment }) => gone || deployment.value.creator !== "autoscalingTermination",
  );
  return targets.length === 0 ? undefined : { member, instance, hooks, targets };
}

function toFinding({ member, instance, hooks, targets }: Waiting, context: CheckContext): RuleFinding {
  const { instanceId, group } = member.value;
  const gone = isGone(instance.value);
  const ids = targets.map(({ deployment }) => deployment.value.id);
  const state = instance.value.listed ? instance.value.state : "no row for this id";
  const heldMs = context.now - member.since;
  return {
    subject: { kind: "instance", id: instanceId },
    verdict: gone ? "corroborated" : "suspected",
    since: member.since,
    summary: `${group} has held ${instanceId} in Terminating:Wait since ${toClock(member.since, context.now)} at the latest (${toDuration(heldMs)}), and ${toWords(ids)} still waits for it.${gone ? ` ${toGoneWords(instance, context.now)}.` : ""}`,
    evidence: [
      ...citeMember(member),
      cite(instance, "State.Name", state),
      ...hooks.map((hook) => cite(hook, "LifecycleTransition", hook.value.transition)),
      ...targets.flatMap(citeOpenTarget),
    ],
    disprovedBy: `${instanceId} leaving Terminating:Wait, or the deployment ending for it.`,
    advice: [
      {
        text: "Look first at what the hook waits for: a backup or a log upload may still need the machine. AWS does not say which hook is pending, nor since when.",
      },
      ...hooks.map(({ value }) => toCompleteAdvice(value, instanceId, context)),
    ],
  };
}

function toCompleteAdvice(hook: LifecycleHook, instanceId: string, { scope }: CheckContext) {
  return {
    text: `Complete ${hook.name} for ${instanceId}: its termination goes on. Not reversible; only if nothing on the instance is needed any more.`,
    command: toCompleteAction({ group: hook.group, hook: hook.name, instanceId, result: "CONTINUE" }, scope),
  };
}
