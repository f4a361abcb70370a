import { type DeploymentTarget, isFinalDeployment, type LifecycleEvent } from "#lib/domain/code-deploy.ts";
import type { Fact, Revision } from "#lib/domain/fact.ts";
import { addMs, earlier, type Instant, later } from "#lib/domain/time.ts";
import { recentMs } from "#lib/sources/look-back.ts";
import { type Stage, toPastRevisions } from "#lib/sources/past-revisions.ts";
import { targetOutcomes } from "#lib/sources/target-outcomes.ts";

type TargetFact = Fact<"deployment-target", DeploymentTarget>;

const source = "codedeploy-targets";

/**
 * A target waits from its deployment's creation, and its lifecycle events begin and end at CodeDeploy's own times.
 * What it was after its deployment had ended is told no longer than our readings would tell it.
 */
export function toTargetPast(fact: TargetFact, readAt: Instant): readonly Revision[] {
  const { value } = fact;
  const stages = toStages(value);
  const last = stages.at(-1);
  if (last === undefined) return [];
  const { deploymentCompletedAt: completedAt } = value;
  const end = completedAt === undefined ? readAt : earlier(readAt, addMs(completedAt, recentMs));
  // Where these moments do not lead to what was read, something else happened later, nobody knows when.
  return toPastRevisions(fact, {
    source,
    stages,
    end: isExplained(value, last.value) ? end : earlier(end, last.from),
  });
}

/** The target at each moment that CodeDeploy dates. */
function toStages(target: DeploymentTarget): readonly Stage<DeploymentTarget>[] {
  const decidedAt = toDecidedAt(target);
  const moments = [
    target.deploymentCreatedAt,
    ...target.events.flatMap((event) => [event.startTime, toEnd(event)]),
    decidedAt,
    target.deploymentCompletedAt,
  ];
  const stages: Stage<DeploymentTarget>[] = [];
  for (const from of moments.filter((moment) => moment !== undefined).sort((left, right) => left - right)) {
    const value = toTargetAt(target, from, decidedAt);
    if (!isSame(stages.at(-1)?.value, value)) stages.push({ from, value });
  }
  return stages;
}

/** AWS's clocks differ: an event may seem to end before it starts (m:codedeploy). */
function toEnd({ startTime, endTime }: LifecycleEvent): Instant | undefined {
  return startTime === undefined || endTime === undefined ? endTime : later(startTime, endTime);
}

/** When the target's outcome was there: with its last event, else when it was last touched. */
function toDecidedAt(target: DeploymentTarget): Instant | undefined {
  if (!targetOutcomes.includes(target.status)) return undefined;
  const begun = target.events.filter(({ startTime }) => startTime !== undefined);
  const ends = begun.flatMap((event) => toEnd(event) ?? []);
  const [first, ...others] = ends;
  if (first !== undefined && ends.length === begun.length) return others.reduce(later, first);
  return target.lastUpdatedAt ?? target.deploymentCompletedAt;
}

function toTargetAt(target: DeploymentTarget, at: Instant, decidedAt: Instant | undefined): DeploymentTarget {
  const { lastUpdatedAt, deploymentCompletedAt } = target;
  const decided = isReached(decidedAt, at);
  const completed = isReached(deploymentCompletedAt, at);
  const begun = target.events.some(({ startTime }) => isReached(startTime, at));
  return {
    ...target,
    status: decided ? target.status : begun ? "InProgress" : "Pending",
    lastUpdatedAt: isReached(lastUpdatedAt, at) ? lastUpdatedAt : undefined,
    events: target.events.map((event) => toEventAt(event, { at, over: decided || completed })),
    deploymentStatus: completed ? target.deploymentStatus : undefined,
    deploymentCompletedAt: completed ? deploymentCompletedAt : undefined,
  };
}

/** `over`: nothing more happens on the target, so what has no time of its own is as it was read. */
function toEventAt(
  event: LifecycleEvent,
  { at, over }: { readonly at: Instant; readonly over: boolean },
): LifecycleEvent {
  const { name, startTime } = event;
  const end = toEnd(event);
  if (end === undefined ? over : isReached(end, at)) return event;
  return isReached(startTime, at) ? { name, status: "InProgress", startTime } : { name, status: "Pending" };
}

function isReached(moment: Instant | undefined, at: Instant): boolean {
  return moment !== undefined && moment <= at;
}

function isExplained(read: DeploymentTarget, last: DeploymentTarget): boolean {
  const { status, deploymentStatus, deploymentCompletedAt } = read;
  const ended = deploymentStatus !== undefined && isFinalDeployment({ status: deploymentStatus });
  if (ended && deploymentCompletedAt === undefined) return false;
  return status === last.status && isSame(read.events, last.events);
}

/** Both are made here or parsed by our own schemas, with their members in the same order. */
function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
