import { type ActivityKind, type ActivityMeaning, decodeActivity } from "#lib/domain/activity-text.ts";
import { isFinalActivity, type ScalingActivity } from "#lib/domain/auto-scaling.ts";
import type { Revision } from "#lib/domain/fact.ts";
import { type Instant, toInstant } from "#lib/domain/time.ts";
import type { MarkItem, SpanItem, TimelineItem } from "#lib/domain/timeline.ts";
import { toActivityTone } from "#lib/domain/tones.ts";
import { latestOfEach } from "#lib/sources/observed-spans.ts";

type ActivityRevision = Revision<"scaling-activity", ScalingActivity>;
type Drawn = Pick<SpanItem, "instanceId" | "source" | "track">;

const states: Readonly<Record<ActivityKind, string>> = {
  launch: "launching",
  terminate: "terminating",
  detach: "detaching",
  "enter-standby": "moving to standby",
  "exit-standby": "moving out of standby",
  attach: "attaching",
  other: "activity",
};

const marks: Readonly<Partial<Record<ActivityKind, Pick<MarkItem, "label" | "tone">>>> = {
  launch: { label: "launch", tone: "busy" },
  terminate: { label: "terminate", tone: "gone" },
  detach: { label: "detach", tone: "waiting" },
};

/**
 * What Auto Scaling did to each instance, at AWS's own times. On a track of its own, beside the member's states: a
 * launch that takes half an hour must not cover the hook that holds it.
 */
export function showActivities(
  revisions: readonly ActivityRevision[],
  now: Instant,
): readonly TimelineItem[] {
  return latestOfEach(revisions).flatMap((revision) => {
    const meaning = decodeActivity(revision.value);
    if (meaning.instanceId === undefined) return [];
    const drawn: Drawn = {
      instanceId: meaning.instanceId,
      source: revision.source,
      track: "activity",
    };
    return [
      toSpan(revision, { drawn, meaning, now }),
      ...toStart(revision.value, drawn, meaning),
      ...toAbandon(revision.value, drawn, meaning),
    ];
  });
}

type Showing = { readonly drawn: Drawn; readonly meaning: ActivityMeaning; readonly now: Instant };

function toSpan(revision: ActivityRevision, { drawn, meaning, now }: Showing): SpanItem {
  const { status, statusMessage, startTime, description } = revision.value;
  const to = toEnd(revision, now);
  const detail = [status, meaning.kind === "other" ? description : undefined, statusMessage];
  return {
    ...drawn,
    kind: "span",
    state: states[meaning.kind],
    from: startTime,
    ...(to === undefined ? {} : { to: toInstant(Math.max(to, startTime)) }),
    tone: toActivityTone(status),
    certainty: "exact",
    detail: detail.filter((part) => part !== undefined && part !== "").join(": "),
  };
}

/** An activity that ended without a time, or that AWS named no more while it went on, ends where we last saw it. */
function toEnd({ value, since, lastSeen, until }: ActivityRevision, now: Instant): Instant | undefined {
  if (value.endTime !== undefined) return value.endTime;
  if (isFinalActivity(value)) return since;
  return until === undefined || until > now ? undefined : lastSeen;
}

function toStart(activity: ScalingActivity, drawn: Drawn, meaning: ActivityMeaning): readonly MarkItem[] {
  const mark = marks[meaning.kind];
  if (mark === undefined) return [];
  return [{ ...drawn, ...mark, kind: "mark", at: activity.startTime, detail: activity.cause }];
}

/** A launch whose lifecycle action was given up: AWS terminates the instance and may launch the next. */
function toAbandon(activity: ScalingActivity, drawn: Drawn, meaning: ActivityMeaning): readonly MarkItem[] {
  if (meaning.abandoned === undefined || activity.endTime === undefined) return [];
  const detail = activity.statusMessage ?? activity.description;
  return [{ ...drawn, kind: "mark", at: activity.endTime, label: "abandoned", tone: "bad", detail }];
}
