import { type DeploymentTarget, isFinalDeployment, type LifecycleEvent } from "#lib/domain/code-deploy.ts";
import type { Revision } from "#lib/domain/fact.ts";
import { type Instant, toInstant } from "#lib/domain/time.ts";
import type { MarkItem, SpanItem, TimelineItem } from "#lib/domain/timeline.ts";
import { toDeploymentTone, toEventTone } from "#lib/domain/tones.ts";
import { latestOfEach } from "#lib/sources/observed-spans.ts";
import { targetOutcomes } from "#lib/sources/target-outcomes.ts";

type TargetRevision = Revision<"deployment-target", DeploymentTarget>;
type StartedEvent = LifecycleEvent & { readonly startTime: Instant };
type Drawn = Pick<SpanItem, "instanceId" | "source" | "track">;

/** What CodeDeploy did on each target, from its own times: the last word on a target holds its whole story. */
export function showTargets(revisions: readonly TargetRevision[], now: Instant): readonly TimelineItem[] {
  return latestOfEach(revisions).flatMap((revision) => showTarget(revision, now));
}

function showTarget(revision: TargetRevision, now: Instant): readonly TimelineItem[] {
  const target = revision.value;
  const drawn: Drawn = {
    instanceId: target.targetId,
    source: revision.source,
    track: `deployment:${target.deploymentId}`,
  };
  const started = target.events.filter(isStarted).sort((left, right) => left.startTime - right.startTime);
  const end = toEnd(revision, now);
  const spans = started.map((event) => toEventSpan(event, { drawn, end }));
  return [...toWait(revision, { drawn, started, end }), ...spans, ...toStop(target, drawn)];
}

function isStarted(event: LifecycleEvent): event is StartedEvent {
  return event.startTime !== undefined;
}

/** Where what is still open ends: with the deployment, or with our last sight of it; undefined while it goes on. */
function toEnd({ value, until, lastSeen }: TargetRevision, now: Instant): Instant | undefined {
  if (value.deploymentCompletedAt !== undefined) return value.deploymentCompletedAt;
  if (value.deploymentStatus !== undefined && isFinalDeployment({ status: value.deploymentStatus }))
    return value.lastUpdatedAt ?? lastSeen;
  return until === undefined || until > now ? undefined : lastSeen;
}

function toEventSpan(
  event: StartedEvent,
  { drawn, end }: { readonly drawn: Drawn; readonly end: Instant | undefined },
): SpanItem {
  const to = event.endTime ?? end;
  const detail = [event.status, event.diagnostics?.errorCode, event.diagnostics?.message].filter(
    (part) => part !== undefined && part !== "" && part !== "Success",
  );
  return {
    ...drawn,
    kind: "span",
    state: event.name,
    from: event.startTime,
    // AWS's clocks differ: an event may seem to end before it starts (m:codedeploy).
    ...(to === undefined ? {} : { to: toInstant(Math.max(to, event.startTime)) }),
    tone: toEventTone(event.status),
    certainty: "exact",
    detail: detail.join(": "),
  };
}

type Wait = {
  readonly drawn: Drawn;
  readonly started: readonly StartedEvent[];
  readonly end: Instant | undefined;
};

/** From the deployment's creation to the target's first event; until its outcome, or now, if none ever began. */
function toWait(revision: TargetRevision, { drawn, started, end }: Wait): readonly SpanItem[] {
  const target = revision.value;
  const [first] = started;
  const decided = first === undefined && targetOutcomes.includes(target.status);
  const to = first?.startTime ?? (decided ? (target.lastUpdatedAt ?? end) : end);
  const createdAt = target.deploymentCreatedAt;
  const from = createdAt ?? revision.firstSeen;
  if ((decided && to === undefined) || (to !== undefined && to <= from)) return [];
  const state = decided || first !== undefined ? "Pending" : target.status;
  return [
    {
      ...drawn,
      kind: "span",
      state,
      from,
      ...(to === undefined ? {} : { to }),
      tone: toEventTone(state),
      certainty: createdAt === undefined ? "observed" : "exact",
      detail: toWaitDetail(first, decided ? target.status : undefined),
    },
  ];
}

function toWaitDetail(first: StartedEvent | undefined, outcome: string | undefined): string {
  if (first !== undefined) return `until ${first.name} started`;
  return outcome === undefined
    ? "no lifecycle event has started"
    : `no lifecycle event ever started; it ended ${outcome}`;
}

/** The end of a deployment that did not end well, on the lane of every target it had. */
function toStop(target: DeploymentTarget, drawn: Drawn): readonly MarkItem[] {
  const { deploymentStatus, deploymentCompletedAt } = target;
  if (deploymentCompletedAt === undefined) return [];
  if (deploymentStatus !== "Stopped" && deploymentStatus !== "Failed") return [];
  return [
    {
      ...drawn,
      kind: "mark",
      at: deploymentCompletedAt,
      label: `deployment ${deploymentStatus.toLowerCase()}`,
      tone: toDeploymentTone(deploymentStatus),
      detail: target.deploymentId,
    },
  ];
}
