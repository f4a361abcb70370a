import { decodeActivity } from "#lib/domain/activity-text.ts";
import { isFinalActivity, isLaunchHook, isTerminationHook } from "#lib/domain/auto-scaling.ts";
import { type HookDeadlines, toHookDeadlines } from "#lib/domain/hook.ts";
import { type Instant, toInstant } from "#lib/domain/time.ts";
import { cite, type Evidence } from "#lib/rules/rule.ts";
import { toClock } from "#lib/rules/wording.ts";
import type { AllFacts, FactRevision } from "#lib/sources/facts.ts";

export type HookWaitFacts = Pick<AllFacts, "member" | "scaling-activity" | "lifecycle-hook">;

/** A member that a lifecycle hook holds. Which one, AWS does not say: any of `hooks` may be it. */
export type HookWait = {
  readonly member: FactRevision<"member">;
  /** The launch or termination that is held, where Auto Scaling shows it. */
  readonly activity?: FactRevision<"scaling-activity">;
  readonly hooks: readonly FactRevision<"lifecycle-hook">[];
  /** The activity's start, which the wait cannot precede; else the reading that first showed the wait. */
  readonly since: Instant;
  /** Of all the hooks: the earliest heartbeat deadline, and the latest global one if the wait began when first read. */
  readonly deadlines: HookDeadlines;
};

export type WaitState = "Pending:Wait" | "Terminating:Wait";

const transitions = {
  "Pending:Wait": { isHook: isLaunchHook, activity: "launch" },
  "Terminating:Wait": { isHook: isTerminationHook, activity: "terminate" },
} as const;

/** The members that hooks hold in one state now. */
export function toHookWaits(facts: HookWaitFacts, state: WaitState): readonly HookWait[] {
  const { isHook, activity: kind } = transitions[state];
  const held = facts.member.filter((member) => member.value.lifecycleState === state);
  return held.map((member) => {
    const hooks = facts["lifecycle-hook"].filter(
      (hook) => hook.value.group === member.value.group && isHook(hook.value),
    );
    const activity = findOpenActivity(facts, member, kind);
    const since = activity?.value.startTime ?? member.since;
    const deadlines = toDeadlines({ hooks, since, latest: member.since });
    return { member, ...(activity === undefined ? {} : { activity }), hooks, since, deadlines };
  });
}

/** The same wait, as if only these hooks could be the ones that hold it. */
export function narrowWait(wait: HookWait, hooks: HookWait["hooks"]): HookWait {
  return { ...wait, hooks, deadlines: toDeadlines({ hooks, since: wait.since, latest: wait.member.since }) };
}

function findOpenActivity(
  facts: HookWaitFacts,
  member: FactRevision<"member">,
  kind: "launch" | "terminate",
): FactRevision<"scaling-activity"> | undefined {
  return facts["scaling-activity"].find(({ value }) => {
    if (value.group !== member.value.group || isFinalActivity(value)) return false;
    const meaning = decodeActivity(value);
    return meaning.kind === kind && meaning.instanceId === member.value.instanceId;
  });
}

type Starts = {
  readonly hooks: HookWait["hooks"];
  readonly since: Instant;
  readonly latest: Instant;
};

function toDeadlines({ hooks, since, latest }: Starts): HookDeadlines {
  const heartbeats = hooks.flatMap(({ value }) => toHookDeadlines({ hook: value, since }).heartbeat ?? []);
  const globals = hooks.flatMap(
    ({ value }) => toHookDeadlines({ hook: value, since: toInstant(Math.max(since, latest)) }).global ?? [],
  );
  return {
    ...(heartbeats.length === 0 ? {} : { heartbeat: toInstant(Math.min(...heartbeats)) }),
    ...(globals.length === 0 ? {} : { global: toInstant(Math.max(...globals)) }),
  };
}

/** What happens at the deadlines, and how sure they are. */
export function toOutlook(wait: HookWait, now: Instant): string {
  const { heartbeat, global } = wait.deadlines;
  const latest = global === undefined ? "" : `, and at about ${toClock(global, now)} at the latest`;
  return `${toHeartbeatWords(heartbeat, now)}${latest}; then ${toConsequence(wait)}.`;
}

function toHeartbeatWords(heartbeat: Instant | undefined, now: Instant): string {
  if (heartbeat === undefined) return "The heartbeat timeout is not known: it may run out at any time";
  const clock = toClock(heartbeat, now);
  return heartbeat > now
    ? `The heartbeat timeout runs out at ${clock} at the earliest (heartbeats push it back and cannot be read)`
    : `The heartbeat timeout may run out at any time since ${clock}, unless heartbeats, which cannot be read, push it back`;
}

function toConsequence(wait: HookWait): string {
  const id = wait.member.value.instanceId;
  if (wait.member.value.lifecycleState === "Terminating:Wait") return `the termination of ${id} goes on`;
  const results = new Set(wait.hooks.map(({ value }) => (value.defaultResult ?? "ABANDON").toUpperCase()));
  const abandoned = `the launch is abandoned (default result ABANDON): ${id} is terminated and replaced`;
  if (!results.has("CONTINUE")) return abandoned;
  const letThrough = `${id} goes into service as it is (default result CONTINUE)`;
  return results.has("ABANDON") ? `${abandoned}, or ${letThrough}, depending on the hook` : letThrough;
}

/** Auto Scaling's three statements about a wait: the member, the activity, the hooks. */
export function citeWait(wait: HookWait): readonly Evidence[] {
  const { member, activity, hooks } = wait;
  return [
    cite(member, "LifecycleState", member.value.lifecycleState),
    ...(activity === undefined ? [] : [cite(activity, "StatusCode", activity.value.status)]),
    ...hooks.map((hook) =>
      cite(hook, "HeartbeatTimeout", `${hook.value.heartbeatTimeoutSeconds ?? "not given"}`),
    ),
  ];
}
