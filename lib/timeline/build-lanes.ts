import type { Instant } from "#lib/domain/time.ts";
import type { MarkItem, SpanItem, TimelineItem, Tone } from "#lib/domain/timeline.ts";
import { groupBy } from "#lib/timeline/group-by.ts";
import type { LaneInstance, LaneMark, TimelineLane, Window } from "#lib/timeline/lane.ts";
import { byLaunch, compareText } from "#lib/timeline/launch-order.ts";
import { toLetter } from "#lib/timeline/letters.ts";
import { assignSlots } from "#lib/timeline/slots.ts";
import { toTracks } from "#lib/timeline/tracks.ts";

type LanesInput = {
  /** What the sources show, and predictions ahead of now. */
  readonly items: readonly TimelineItem[];
  readonly instances: readonly LaneInstance[];
  readonly window: Window;
  readonly now: Instant;
};

/**
 * One lane per instance that the window or the report has to do with, trouble first. Spans keep their true times:
 * cutting them at the window's edge is drawing. Nothing is bridged. An item of an instance that is not among
 * `instances` makes no lane.
 */
export function buildLanes({ items, instances, window, now }: LanesInput): readonly TimelineLane[] {
  const spans = groupBy(
    items.filter(isSpan).filter((span) => isSpanInside(span, window)),
    toInstanceId,
  );
  const marks = groupBy(
    items.filter(isMark).filter((mark) => isMarkInside(mark, window, now)),
    toInstanceId,
  );
  const slots = assignSlots(instances);
  const kept = instances
    .filter((instance) =>
      isKept(instance, {
        window,
        hasItems: spans.has(instance.instanceId) || marks.has(instance.instanceId),
      }),
    )
    .sort(byLaunch);
  const ranks = toRanks(kept.map((instance) => slots.get(instance.instanceId) ?? 0));
  const lanes = kept.map((instance, index): TimelineLane => {
    const { instanceId, ghost, state, tone, launchedAt } = instance;
    return {
      instanceId,
      letter: toLetter(index),
      slot: ranks.get(slots.get(instanceId) ?? 0) ?? 0,
      ghost,
      state,
      tone,
      ...(launchedAt !== undefined && { launchedAt }),
      tracks: toTracks(spans.get(instanceId) ?? [], now),
      marks: (marks.get(instanceId) ?? []).map(toLaneMark).sort(byMark),
    };
  });
  return lanes.sort(byTrouble);
}

function isSpan(item: TimelineItem): item is SpanItem {
  return item.kind === "span";
}

function isMark(item: TimelineItem): item is MarkItem {
  return item.kind === "mark";
}

function toInstanceId(item: TimelineItem): string {
  return item.instanceId;
}

function isSpanInside(span: SpanItem, window: Window): boolean {
  return span.from <= window.to && (span.to === undefined || span.to >= window.from);
}

/** What is ahead of now (a deadline) lies past the end of a window that ends now, and yet belongs to the picture. */
function isMarkInside(mark: MarkItem, window: Window, now: Instant): boolean {
  if (mark.at < window.from) return false;
  return mark.at <= window.to || (mark.at > now && window.to >= now);
}

function isKept(instance: LaneInstance, shown: { window: Window; hasItems: boolean }): boolean {
  if (instance.referred || instance.ghost) return true;
  if (instance.endedAt !== undefined && instance.endedAt < shown.window.from) return false;
  return shown.hasItems;
}

/** Rows without holes: the place of each number among those that occur. */
function toRanks(slots: readonly number[]): ReadonlyMap<number, number> {
  return new Map([...new Set(slots)].sort((a, b) => a - b).map((slot, rank) => [slot, rank]));
}

function toLaneMark({ at, label, tone, source, track, detail }: MarkItem): LaneMark {
  return { at, label, tone, source, track, ...(detail !== undefined && { detail }) };
}

function byMark(a: LaneMark, b: LaneMark): number {
  return a.at - b.at || compareText(JSON.stringify(a), JSON.stringify(b));
}

const trouble: Readonly<Record<Tone, number>> = {
  waiting: 1,
  bad: 2,
  busy: 3,
  unknown: 4,
  good: 4,
  idle: 4,
  gone: 5,
};

function byTrouble(a: TimelineLane, b: TimelineLane): number {
  return toTrouble(a) - toTrouble(b) || byLaunch(a, b);
}

function toTrouble(lane: TimelineLane): number {
  return lane.ghost ? 0 : trouble[lane.tone];
}
