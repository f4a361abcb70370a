import { eventLimitMs, eventStartMs } from "#lib/domain/aws-limits.ts";
import { addMs, type Instant, minuteMs, toInstant } from "#lib/domain/time.ts";
import type { Ghost, GhostTarget } from "#lib/rules/ghosts.ts";
import { toDuration } from "#lib/rules/wording.ts";

/**
 * When CodeDeploy should give a dead target up by itself, by AWS's documented limits. Undefined where an event that runs
 * has no start, and while another target is ahead of it: the limits begin with its turn.
 */
export function toGiveUp({ goneSince }: Ghost, { revision, turn }: GhostTarget): Instant | undefined {
  if (turn.ahead !== undefined) return undefined;
  const running = revision.value.events.find(({ status }) => status === "InProgress");
  if (running !== undefined)
    return running.startTime === undefined ? undefined : addMs(running.startTime, eventLimitMs);
  const ends = revision.value.events.flatMap(({ endTime }) => (endTime === undefined ? [] : [endTime]));
  const free = turn.othersEndedAt ?? goneSince.at;
  return addMs(toInstant(Math.max(goneSince.at, free, ...ends)), eventStartMs);
}

/**
 * True for a deployment that was made for the instance's own launch or termination and should still end by itself:
 * no other instance and no other deployment waits for it (CD:limits note 2).
 */
export function isLeftover(ghost: Ghost, target: GhostTarget, now: Instant): boolean {
  if (target.deployment.value.creator?.startsWith("autoscaling") !== true) return false;
  return target.turn.ahead === undefined && isWithinLimits(ghost, target, now);
}

/** True while CodeDeploy should still end the wait by itself. It acts, and is read, somewhat after its limit. */
export function isWithinLimits(ghost: Ghost, target: GhostTarget, now: Instant): boolean {
  if (target.turn.ahead !== undefined) return true;
  const giveUp = toGiveUp(ghost, target);
  return giveUp !== undefined && now < giveUp + minuteMs;
}

/** Why no limit runs yet, for a target that another one is ahead of. */
export function toTurnWords({ deployment, turn }: GhostTarget): string {
  if (turn.ahead === undefined) return "";
  const { targetId, status } = turn.ahead.value;
  return `Its turn in ${deployment.value.id} does not seem to have come: ${targetId} is ${status} there. Once it comes, CodeDeploy gives it up after ${toDuration(eventStartMs)}, by AWS's documented limit.`;
}
