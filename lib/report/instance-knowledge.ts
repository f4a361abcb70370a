import type { ActivityKind } from "#lib/domain/activity-text.ts";
import { isGone } from "#lib/domain/ec2.ts";
import { type Instant, toInstant } from "#lib/domain/time.ts";
import type { TimelineItem } from "#lib/domain/timeline.ts";
import type { DecodedActivity, FactIndex } from "#lib/report/fact-index.ts";
import type { Ghost } from "#lib/rules/ghosts.ts";
import type { FactRevision } from "#lib/sources/facts.ts";
import { groupBy } from "#lib/timeline/group-by.ts";

/** What all services together say about one instance. */
export type InstanceKnowledge = {
  readonly instanceId: string;
  /** EC2's word; absent where EC2 was never asked or could not be read. */
  readonly ec2?: FactRevision<"instance">;
  readonly member?: FactRevision<"member">;
  readonly targets: readonly FactRevision<"target">[];
  readonly autoScalingGroup?: string;
  readonly launchedAt?: Instant;
  readonly termination?: Termination;
  readonly departedAt?: Instant;
  readonly endedAt?: Instant;
  /** EC2 says it is gone. */
  readonly gone: boolean;
  /** Gone, and still referred to for longer than two readings may disagree. */
  readonly ghost: boolean;
};

/** `exact`: EC2's own time · `observed`: when we first read it as terminated. */
type Termination = { readonly at: Instant; readonly certainty: "exact" | "observed" };

type KnowledgeInput = {
  readonly index: FactIndex;
  readonly items: readonly TimelineItem[];
  readonly ghosts: readonly Ghost[];
};

/** Everything known about every instance that any fact or any item names. */
export function toInstanceKnowledge({
  index,
  items,
  ghosts,
}: KnowledgeInput): ReadonlyMap<string, InstanceKnowledge> {
  const itemsOf = groupBy(items, (item) => item.instanceId);
  const ghostIds = new Set(ghosts.filter((ghost) => ghost.oldEnough).map((ghost) => ghost.instanceId));
  const ids = new Set([
    ...index.instances.keys(),
    ...index.members.keys(),
    ...index.targetsOf.keys(),
    ...[...index.activitiesOf.keys()].filter((id) => id !== ""),
    ...index.facts["deployment-target"].map(({ value }) => value.targetId),
    ...itemsOf.keys(),
  ]);
  return new Map(
    [...ids].map((instanceId) => [
      instanceId,
      toKnowledge({
        instanceId,
        index,
        items: itemsOf.get(instanceId) ?? [],
        ghost: ghostIds.has(instanceId),
      }),
    ]),
  );
}

type OneInput = {
  readonly instanceId: string;
  readonly index: FactIndex;
  readonly items: readonly TimelineItem[];
  readonly ghost: boolean;
};

function toKnowledge({ instanceId, index, items, ghost }: OneInput): InstanceKnowledge {
  const ec2 = index.instances.get(instanceId);
  const member = index.members.get(instanceId);
  const activities = index.activitiesOf.get(instanceId) ?? [];
  const autoScalingGroup = member?.value.group ?? activities[0]?.revision.value.group;
  const launchedAt = toLaunch(activities, ec2, items);
  const termination = toTermination(ec2, items);
  const departedAt = toDeparture(activities, termination);
  const gone = ec2 !== undefined && isGone(ec2.value);
  const endedAt = gone ? (termination?.at ?? toLastMention(activities, items)) : undefined;
  return {
    instanceId,
    ...(ec2 !== undefined && { ec2 }),
    ...(member !== undefined && { member }),
    targets: index.targetsOf.get(instanceId) ?? [],
    ...(autoScalingGroup !== undefined && { autoScalingGroup }),
    ...(launchedAt !== undefined && { launchedAt }),
    ...(termination !== undefined && { termination }),
    ...(departedAt !== undefined && { departedAt }),
    ...(endedAt !== undefined && { endedAt }),
    gone,
    ghost,
  };
}

/**
 * The launch activity knows best: EC2's launch time moves when an instance is stopped and started. Both are forgotten
 * in time; what the timeline recorded then keeps the instance in its place among the others.
 */
function toLaunch(
  activities: readonly DecodedActivity[],
  ec2: FactRevision<"instance"> | undefined,
  items: readonly TimelineItem[],
): Instant | undefined {
  const started = toEarliest(selectTimes(activities, ["launch"], ({ value }) => value.startTime));
  const recorded = items.flatMap((item) =>
    item.kind === "mark" && item.track === "ec2" && item.label === "launch" ? [item.at] : [],
  );
  return started ?? (ec2?.value.listed === true ? ec2.value.launchTime : undefined) ?? toEarliest(recorded);
}

/** EC2's time, or what the timeline recorded before EC2 forgot the row. */
function toTermination(
  ec2: FactRevision<"instance"> | undefined,
  items: readonly TimelineItem[],
): Termination | undefined {
  if (ec2?.value.terminatedAt !== undefined) {
    return { at: ec2.value.terminatedAt, certainty: "exact" };
  }
  let recorded: Termination | undefined;
  for (const item of items) {
    if (item.kind !== "span" || item.track !== "ec2" || !["shutting-down", "terminated"].includes(item.state))
      continue;
    if (recorded !== undefined && recorded.at <= item.from) continue;
    recorded = { at: item.from, certainty: item.certainty === "exact" ? "exact" : "observed" };
  }
  return recorded;
}

/** When its place became free. A launch that was abandoned frees it at its end, a detach or termination at its start. */
function toDeparture(
  activities: readonly DecodedActivity[],
  termination: Termination | undefined,
): Instant | undefined {
  const abandoned = activities.filter(({ meaning }) => meaning.abandoned !== undefined);
  return toEarliest([
    ...selectTimes(activities, ["detach", "terminate"], ({ value }) => value.startTime),
    ...selectTimes(abandoned, ["launch"], ({ value }) => value.endTime),
    ...(termination === undefined ? [] : [termination.at]),
  ]);
}

function selectTimes(
  activities: readonly DecodedActivity[],
  kinds: readonly ActivityKind[],
  toTime: (revision: FactRevision<"scaling-activity">) => Instant | undefined,
): readonly Instant[] {
  return activities
    .filter(({ meaning }) => kinds.includes(meaning.kind))
    .map(({ revision }) => toTime(revision))
    .filter((time) => time !== undefined);
}

function toEarliest(times: readonly Instant[]): Instant | undefined {
  return times.length === 0 ? undefined : toInstant(Math.min(...times));
}

/** Of an instance whose end nobody knows: the last time anything was said about it that has an end. */
function toLastMention(
  activities: readonly DecodedActivity[],
  items: readonly TimelineItem[],
): Instant | undefined {
  const times = [
    ...activities.map(({ revision }) => revision.value.endTime ?? revision.value.startTime),
    ...items.flatMap((item) => (item.kind === "mark" ? [item.at] : item.to === undefined ? [] : [item.to])),
  ];
  return times.length === 0 ? undefined : toInstant(Math.max(...times));
}
