import { decodeActivity } from "#lib/domain/activity-text.ts";
import {
  isFinalActivity,
  isLaunchHook,
  isTerminationHook,
  type LifecycleHook,
  type Member,
  type ScalingActivity,
} from "#lib/domain/auto-scaling.ts";
import type { Revision } from "#lib/domain/fact.ts";
import { type HookDeadlines, toHookDeadlines } from "#lib/domain/hook.ts";
import { type Instant, toInstant } from "#lib/domain/time.ts";

type MemberRevision = Revision<"member", Member>;
type ActivityRevision = Revision<"scaling-activity", ScalingActivity>;

/** True where the hook can be what holds the member: of its group, and for the way it is going. */
export function canHold(
  hook: Pick<LifecycleHook, "group" | "transition">,
  { group, lifecycleState }: Pick<Member, "group" | "lifecycleState">,
): boolean {
  if (hook.group !== group) return false;
  if (/(^|:)Pending:Wait$/.test(lifecycleState)) return isLaunchHook(hook);
  return /(^|:)Terminating:Wait$/.test(lifecycleState) && isTerminationHook(hook);
}

/** When a wait on a hook began, as far as anything said so. AWS gives members no times. */
export type WaitStart = {
  /** Nothing later than this is sure to come before the wait: its activity, or the last reading that did not show it. */
  readonly earliest: Instant;
  /** The reading that first showed it, or the activity's start where that is later by Auto Scaling's clock. */
  readonly latest: Instant;
  /** The launch or termination that is held, where Auto Scaling shows it. */
  readonly activity?: ActivityRevision;
};

/**
 * Finds when a member's wait began. An activity that has ended says nothing about it; of one that goes on, Auto
 * Scaling's own time counts, even where our clock had the wait before.
 */
export function toWaitStart(member: MemberRevision, activities: readonly ActivityRevision[]): WaitStart {
  const activity = activities.find((one) => isHeldActivity(one, member));
  const earliest = activity?.value.startTime ?? member.before ?? member.since;
  return {
    earliest,
    latest: toInstant(Math.max(earliest, member.since)),
    ...(activity === undefined ? {} : { activity }),
  };
}

function isHeldActivity({ value }: ActivityRevision, member: MemberRevision): boolean {
  const { group, instanceId, lifecycleState } = member.value;
  if (value.group !== group || isFinalActivity(value)) return false;
  const meaning = decodeActivity(value);
  const kind = lifecycleState.includes("Terminating") ? "terminate" : "launch";
  return meaning.kind === kind && meaning.instanceId === instanceId;
}

/**
 * When a wait that any of these hooks may hold ends by itself: the earliest heartbeat timeout, reckoned from the
 * earliest start, and the latest global timeout, reckoned from the latest start.
 */
export function toWaitDeadlines(
  hooks: readonly LifecycleHook[],
  { earliest, latest }: Pick<WaitStart, "earliest" | "latest">,
): HookDeadlines {
  const heartbeats = hooks.flatMap((hook) => toHookDeadlines({ hook, since: earliest }).heartbeat ?? []);
  const globals = hooks.flatMap((hook) => toHookDeadlines({ hook, since: latest }).global ?? []);
  return {
    ...(heartbeats.length === 0 ? {} : { heartbeat: toInstant(Math.min(...heartbeats)) }),
    ...(globals.length === 0 ? {} : { global: toInstant(Math.max(...globals)) }),
  };
}
