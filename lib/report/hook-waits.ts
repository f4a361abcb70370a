import { isHookWait, isLaunchHook, type LifecycleHook } from "#lib/domain/auto-scaling.ts";
import { isFinalDeployment } from "#lib/domain/code-deploy.ts";
import { isGone } from "#lib/domain/ec2.ts";
import { namesHook, toHookDeadlines } from "#lib/domain/hook.ts";
import { type Instant, minuteMs } from "#lib/domain/time.ts";
import type { FactIndex } from "#lib/report/fact-index.ts";
import type { FactRevision } from "#lib/sources/facts.ts";
import { canHold, toWaitDeadlines, toWaitStart, type WaitStart } from "#lib/timeline/hook-waits.ts";
import { findLaunchDeployment } from "#lib/timeline/laps.ts";

/** A member that a hook holds, or may hold: where several hooks fit, AWS does not say which of them still does. */
export type HookWaitFact = {
  readonly hook: LifecycleHook;
  readonly instanceId: string;
  readonly lifecycleState: string;
  readonly since: Instant;
  readonly sinceCertainty: "observed" | "launch-activity";
  /** The earliest end. Reckoned from the earliest start possible: it may be later, never sooner. */
  readonly heartbeatDeadline?: Instant;
  /** It was still there after its first heartbeat timeout, however late it began: heartbeats must have pushed it back. */
  readonly keptAlive: boolean;
  /** The latest end, reckoned from the latest start possible. */
  readonly globalDeadline?: Instant;
  /** CodeDeploy's own hook, whose deployment has ended: it is answered, so that another one must hold the member. */
  readonly answered: boolean;
  /** How many hooks fit the member's state, this one included. */
  readonly candidates: number;
  /** EC2 says the instance is gone: the hook holds a place, not a machine. */
  readonly gone: boolean;
};

/** How long after a timeout Auto Scaling may still show the wait is not documented. */
const noticeMs = minuteMs;

/** Every pair of a waiting member and a hook that can be what it waits for. */
export function toHookWaits(index: FactIndex): readonly HookWaitFact[] {
  const hooks = index.facts["lifecycle-hook"].map(({ value }) => value);
  return index.facts.member
    .filter(({ value }) => isHookWait(value.lifecycleState))
    .flatMap((member) => {
      const fitting = hooks.filter((hook) => canHold(hook, member.value));
      const activities = index.activitiesOf.get(member.value.instanceId) ?? [];
      const start = toWaitStart(
        member,
        activities.map(({ revision }) => revision),
      );
      const instance = index.instances.get(member.value.instanceId)?.value;
      const gone = instance !== undefined && isGone(instance);
      return fitting.map((hook) => {
        const answered = isAnswered(index, hook, member);
        return toWait({ hook, member, start, candidates: fitting.length, gone, answered });
      });
    });
}

/** CodeDeploy answers its launch hook when the deployment that it made for the launch has ended. */
function isAnswered(index: FactIndex, hook: LifecycleHook, member: FactRevision<"member">): boolean {
  const { group, facts } = index;
  if (group === undefined || !namesHook(group, hook) || !isLaunchHook(hook)) return false;
  const { instanceId } = member.value;
  const launch = (index.activitiesOf.get(instanceId) ?? []).find(({ meaning }) => meaning.kind === "launch");
  if (launch === undefined) return false;
  const deployment = findLaunchDeployment(
    { instanceId, from: launch.revision.value.startTime },
    {
      deployments: facts.deployment.map(({ value }) => value),
      targets: facts["deployment-target"].map(({ value }) => value),
    },
  );
  if (deployment?.completeTime === undefined || !isFinalDeployment(deployment)) return false;
  return member.lastSeen >= deployment.completeTime + noticeMs;
}

type WaitInput = {
  readonly hook: LifecycleHook;
  readonly member: FactRevision<"member">;
  readonly start: WaitStart;
  readonly candidates: number;
  readonly gone: boolean;
  readonly answered: boolean;
};

function toWait({ hook, member, start, candidates, gone, answered }: WaitInput): HookWaitFact {
  const { heartbeat, global } = toWaitDeadlines([hook], start);
  const { heartbeat: firstAtLatest } = toHookDeadlines({ hook, since: start.latest });
  const begun = member.value.lifecycleState.includes("Pending") ? start.activity?.value.startTime : undefined;
  // Seen to begin, it counts from that reading; else from the launch activity.
  const fromActivity = begun !== undefined && member.before === undefined;
  return {
    hook,
    instanceId: member.value.instanceId,
    lifecycleState: member.value.lifecycleState,
    since: fromActivity ? begun : start.latest,
    sinceCertainty: fromActivity ? "launch-activity" : "observed",
    ...(heartbeat !== undefined && { heartbeatDeadline: heartbeat }),
    keptAlive: firstAtLatest !== undefined && member.lastSeen >= firstAtLatest + noticeMs,
    ...(global !== undefined && { globalDeadline: global }),
    answered,
    candidates,
    gone,
  };
}
