import { isLaunchHook, type LifecycleHook } from "#lib/domain/auto-scaling.ts";
import { addSeconds, type Instant, secondMs } from "#lib/domain/time.ts";
import { ghostThresholds } from "#lib/rules/contradiction.ts";
import { citeGone, citeMember, toGhostVerdict, toGoneWords } from "#lib/rules/ghost-words.ts";
import { type Ghost, type GhostMember, toGhosts } from "#lib/rules/ghosts.ts";
import { toCompleteAction } from "#lib/rules/hooks/hook-commands.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** What a hook waits where it says nothing else (m:autoscaling). */
const defaultHeartbeatSeconds = 3600;

export const gracePeriodOrPendingGhost = defineRule({
  id: "grace-period-or-pending-ghost",
  title: "Gone while a launch hook holds it",
  severity: "warning",
  why: "Health checks begin only when an instance is InService. One that dies while a launch hook holds it is noticed when the hook ends, not before; CodeDeploy's heartbeats can put that end off.",
  docs: [
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html",
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-check-grace-period.html",
  ],
  thresholds: [
    ...ghostThresholds,
    {
      what: "a notice until the instance has been gone for one heartbeat, which is by default",
      value: toDuration(defaultHeartbeatSeconds * secondMs),
      reason:
        "By then the hook ends by itself; past it something keeps it alive. A hook that gives its own heartbeat counts by that.",
    },
  ],
  lookalikes: ["The hook may end within seconds: one that is about to run out needs nobody."],
  leadsTo: [
    "ghost-asg-reference",
    "ghost-deployment-target",
    "hook-global-timeout",
    "deployment-already-running",
    "health-constraints",
  ],
  needs: ["ec2-instances", "autoscaling-groups", "autoscaling-hooks"],
  check(facts, context) {
    return toGhosts(facts).flatMap((ghost) => {
      const { member } = ghost;
      if (member === undefined || !/^(Warmed:)?Pending:Wait$/.test(member.revision.value.lifecycleState))
        return [];
      const hooks = facts["lifecycle-hook"].filter(
        ({ value }) => value.group === member.revision.value.group && isLaunchHook(value),
      );
      return [toFinding({ ghost, member, hooks }, context)];
    });
  },
});

type Held = {
  readonly ghost: Ghost;
  readonly member: GhostMember;
  readonly hooks: readonly FactRevision<"lifecycle-hook">[];
};

function toFinding({ ghost, member, hooks }: Held, context: CheckContext): RuleFinding {
  const { value } = member.revision;
  const deadline = toDeadline(ghost, hooks);
  const over = context.now >= deadline;
  const clock = toClock(deadline, context.now);
  const outlook = over
    ? `One heartbeat since then ended at ${clock}, so something keeps the hook alive.`
    : `The hook should end by itself by about ${clock}, unless heartbeats extend it.`;
  return {
    subject: { kind: "instance", id: ghost.instanceId },
    verdict: toGhostVerdict({ instance: ghost.instance, oldEnough: member.oldEnough }, context),
    severity: over ? "warning" : "info",
    since: ghost.goneSince.at,
    summary: `${toGoneWords(ghost.instance, context.now)}, but ${value.group} still holds it in ${value.lifecycleState} for a launch hook and will not look at its health before the hook ends. ${outlook}`,
    evidence: [
      ...citeGone(ghost.instance),
      ...citeMember(member.revision),
      ...hooks.map((hook) => cite(hook, "HeartbeatTimeout", `${toHeartbeatSeconds(hook.value)} s`)),
    ],
    disprovedBy: `${ghost.instanceId} leaving ${value.lifecycleState}, or EC2 saying that it runs.`,
    advice: [
      { text: `Wait until ${clock}: it changes nothing, and the group may free itself.` },
      ...hooks.map(({ value: hook }) => toAbandonAdvice(hook, ghost.instanceId, context)),
    ],
  };
}

function toHeartbeatSeconds(hook: LifecycleHook): number {
  return hook.heartbeatTimeoutSeconds ?? defaultHeartbeatSeconds;
}

/** One full heartbeat of the longest hook after the instance was gone. */
function toDeadline(ghost: Ghost, hooks: readonly FactRevision<"lifecycle-hook">[]): Instant {
  const seconds = hooks.map(({ value }) => toHeartbeatSeconds(value));
  return addSeconds(
    ghost.goneSince.at,
    seconds.length === 0 ? defaultHeartbeatSeconds : Math.max(...seconds),
  );
}

function toAbandonAdvice(hook: LifecycleHook, instanceId: string, { scope }: CheckContext) {
  return {
    text: `Abandon ${hook.name} for ${instanceId} only: Auto Scaling ends that launch and starts another. Only if EC2 says that ${instanceId} is gone; the same line with a living instance's id kills it.`,
    command: toCompleteAction({ group: hook.group, hook: hook.name, instanceId, result: "ABANDON" }, scope),
  };
}
