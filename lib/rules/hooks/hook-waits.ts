import type { HookDeadlines } from "#lib/domain/hook.ts";
import { type Instant, toInstant } from "#lib/domain/time.ts";
import { cite, type Evidence } from "#lib/rules/rule.ts";
import { toClock } from "#lib/rules/wording.ts";
import type { AllFacts, FactRevision } from "#lib/sources/facts.ts";
import { canHold, toWaitDeadlines, toWaitStart } from "#lib/timeline/hook-waits.ts";

export type HookWaitFacts = Pick<AllFacts, "member" | "scaling-activity" | "lifecycle-hook">;

/** A member that a lifecycle hook holds. Which one, AWS does not say: any of `hooks` may be it. */
export type HookWait = {
  readonly member: FactRevision<"member">;
  /** The launch or termination that is held, where Auto Scaling shows it. */
  readonly activity?: FactRevision<"scaling-activity">;
  readonly hooks: readonly FactRevision<"lifecycle-hook">[];
  /** The earliest start: its activity's; else the last reading that did not show the wait, or the first that did. */
  readonly since: Instant;
  /** Of all the hooks: the earliest heartbeat deadline, and the latest global one if the wait began when first read. */
  readonly deadlines: HookDeadlines;
};

export type WaitState = "Pending:Wait" | "Terminating:Wait";

/** The members that hooks hold in one state now. */
export function toHookWaits(facts: HookWaitFacts, state: WaitState): readonly HookWait[] {
  const held = facts.member.filter((member) => member.value.lifecycleState === state);
  return held.map((member) => {
    const { activity, earliest } = toWaitStart(member, facts["scaling-activity"]);
    const wait = { member, ...(activity === undefined ? {} : { activity }), since: earliest };
    const hooks = facts["lifecycle-hook"].filter((hook) => canHold(hook.value, member.value));
    return narrowWait({ ...wait, hooks, deadlines: {} }, hooks);
  });
}

/** The same wait, as if only these hooks could be the ones that hold it. */
export function narrowWait(wait: HookWait, hooks: HookWait["hooks"]): HookWait {
  const deadlines = toWaitDeadlines(
    hooks.map(({ value }) => value),
    { earliest: wait.since, latest: toInstant(Math.max(wait.since, wait.member.since)) },
  );
  return { ...wait, hooks, deadlines };
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
