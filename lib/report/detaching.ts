import { isFinalActivity } from "#lib/domain/auto-scaling.ts";
import { isFinalDeployment, isOpenTarget } from "#lib/domain/code-deploy.ts";
import type { SourceState } from "#lib/domain/fact.ts";
import { hourMs, type Instant, toInstant } from "#lib/domain/time.ts";
import { isDraining, toDrainedAt } from "#lib/report/draining-clock.ts";
import type { FactIndex } from "#lib/report/fact-index.ts";
import type { InstanceKnowledge } from "#lib/report/instance-knowledge.ts";
import { toIsoOrNull } from "#lib/report/nullable.ts";
import type { DetachingView } from "#lib/report/schema.ts";
import { toGap } from "#lib/report/source-health.ts";
import { toClock, toCount } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";
import { compareText } from "#lib/timeline/launch-order.ts";

type DetachingInput = {
  readonly index: FactIndex;
  readonly known: ReadonlyMap<string, InstanceKnowledge>;
  readonly sources: readonly SourceState[];
  readonly now: Instant;
};

/** How long after its detach an instance is still asked about. */
const recentMs = hourMs;

/** What must have been read well before anything is called safe. */
const needed: readonly string[] = [
  "autoscaling-groups",
  "autoscaling-activities",
  "elb-target-health",
  "codedeploy-deployments",
  "codedeploy-targets",
];

/** "Safe to terminate?" for every living instance that is detached, just was, or is drained. */
export function toDetachingViews(input: DetachingInput): DetachingView[] {
  return [...input.known.values()]
    .filter(({ gone }) => !gone)
    .flatMap((instance) => toDetaching(instance, input) ?? [])
    .sort((a, b) => compareText(a.instanceId, b.instanceId));
}

type Detach = FactRevision<"scaling-activity">;

function toDetaching(instance: InstanceKnowledge, input: DetachingInput): DetachingView | undefined {
  const { instanceId, member } = instance;
  const serving = instance.targets.filter(isServing);
  const detach = findDetach(instanceId, input);
  if (detach === undefined && !serving.some(isDraining) && member?.value.lifecycleState !== "Detaching")
    return undefined;
  const blocked = toBlocked({ instance, detach, serving, input });
  if (blocked !== undefined) {
    return { instanceId, safe: "not-yet", why: blocked, until: toIsoOrNull(toUntil(serving, input.index)) };
  }
  const doubt = toDoubt(detach, input);
  if (doubt !== undefined) return { instanceId, safe: "cannot-tell", why: doubt, until: null };
  const ended = detach?.value.endTime;
  const when = ended === undefined ? "" : ` at ${toClock(ended, input.now)}`;
  return {
    instanceId,
    safe: "yes",
    why: `Its detach ended${when}; no Auto Scaling group lists it, no target group sends it requests or drains it and no running deployment waits for it.`,
    until: null,
  };
}

/** The newest detach of the instance, if it goes on or has ended lately. */
function findDetach(instanceId: string, { index, now }: DetachingInput): Detach | undefined {
  const detach = (index.activitiesOf.get(instanceId) ?? []).find(({ meaning }) => meaning.kind === "detach");
  if (detach === undefined) return undefined;
  const { value } = detach.revision;
  const recent = !isFinalActivity(value) || now - (value.endTime ?? value.startTime) <= recentMs;
  return recent ? detach.revision : undefined;
}

type BlockedInput = {
  readonly instance: InstanceKnowledge;
  readonly detach: Detach | undefined;
  readonly serving: readonly FactRevision<"target">[];
  readonly input: DetachingInput;
};

/** What speaks against terminating it now, as one sentence; undefined where nothing that was read does. */
function toBlocked({ instance, detach, serving, input }: BlockedInput): string | undefined {
  const { member, instanceId } = instance;
  const state = member?.value.lifecycleState;
  const open = toWaitingDeployments(instanceId, input.index);
  const parts = [
    detach !== undefined &&
      !isFinalActivity(detach.value) &&
      `its detach has not ended (${detach.value.status}): terminated now, it may stay behind in ${detach.value.group} as a ghost`,
    detach !== undefined &&
      ["Failed", "Cancelled"].includes(detach.value.status) &&
      `its detach ended ${detach.value.status}`,
    member !== undefined && `the Auto Scaling group ${member.value.group} still lists it (${state})`,
    ...toTrafficClauses(serving),
    ...open.map((id) => `the deployment ${id} waits for it`),
  ].filter((part) => part !== false);
  if (parts.length === 0) return undefined;
  const sentence = parts.join("; ");
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** Any state but `unused`, one that AWS adds later included, may carry requests: even `unhealthy`, where no target is healthy. */
function isServing({ value }: FactRevision<"target">): boolean {
  return value.state !== "unused";
}

function toTrafficClauses(serving: readonly FactRevision<"target">[]): readonly string[] {
  const clauses = serving.map((target) => {
    const { targetGroupName, state } = target.value;
    const does = isDraining(target) ? "drains it" : `lists it (${state})`;
    return `the target group ${targetGroupName} still ${does}`;
  });
  return [...new Set(clauses)];
}

function toWaitingDeployments(instanceId: string, index: FactIndex): readonly string[] {
  return index.deployments
    .map(({ value }) => value)
    .filter((deployment) => !isFinalDeployment(deployment))
    .filter(({ id }) =>
      (index.targetsOfDeployment.get(id) ?? []).some(
        ({ value }) => value.targetId === instanceId && isOpenTarget(value),
      ),
    )
    .map(({ id }) => id);
}

/** When the last target group lets go; undefined where one gives no time, or has not begun to. */
function toUntil(serving: readonly FactRevision<"target">[], index: FactIndex): Instant | undefined {
  const ends = serving.map((target) => (isDraining(target) ? toDrainedAt(target, index) : undefined));
  const known = ends.filter((end) => end !== undefined);
  return known.length === 0 || known.length < ends.length ? undefined : toInstant(Math.max(...known));
}

/** What was not read well enough, or not since the detach ended. */
function toDoubt(detach: Detach | undefined, { sources, now }: DetachingInput): string | undefined {
  for (const id of needed) {
    const source = sources.find((one) => one.id === id);
    if (source === undefined) return `${id} was not read.`;
    const gap = toGap(source, now);
    if (gap !== undefined) return `${gap}.`;
    if (source.droppedRows > 0)
      return `${source.title}: ${toCount(source.droppedRows, "row")} could not be understood.`;
    const ended = detach?.value.endTime;
    if (ended !== undefined && (source.readAt === undefined || source.readAt < ended))
      return `${source.title} has not been read since its detach ended.`;
  }
  return undefined;
}
