import { type Instant, toIso } from "#lib/domain/time.ts";
import type { TimelineItem } from "#lib/domain/timeline.ts";
import type { InstanceKnowledge } from "#lib/report/instance-knowledge.ts";
import { type Membership, toLaneState } from "#lib/report/lane-state.ts";
import { toIsoOrNull } from "#lib/report/nullable.ts";
import type { Lane } from "#lib/report/schema.ts";
import { buildLanes } from "#lib/timeline/build-lanes.ts";
import type { LaneInstance, TimelineLane, Window } from "#lib/timeline/lane.ts";

type LanesInput = {
  readonly items: readonly TimelineItem[];
  readonly known: ReadonlyMap<string, InstanceKnowledge>;
  /** Instances that something in the report names. */
  readonly referred: ReadonlySet<string>;
  readonly membership: Membership;
  readonly window: Window;
  readonly now: Instant;
};

export function toLanes({ items, known, referred, membership, window, now }: LanesInput): Lane[] {
  const instances = [...known.values()].map((instance) => ({
    ...toLaneInstance(instance, referred),
    ...toLaneState(instance, membership),
  }));
  return buildLanes({ items, instances, window, now }).map(toLaneView);
}

function toLaneInstance(
  instance: InstanceKnowledge,
  referred: ReadonlySet<string>,
): Omit<LaneInstance, "state" | "tone"> {
  const { instanceId, autoScalingGroup, launchedAt, departedAt, endedAt, ghost } = instance;
  return {
    instanceId,
    ...(autoScalingGroup !== undefined && { autoScalingGroup }),
    ...(launchedAt !== undefined && { launchedAt }),
    ...(departedAt !== undefined && { departedAt }),
    ...(endedAt !== undefined && { endedAt }),
    ghost,
    referred: referred.has(instanceId),
  };
}

function toLaneView({ launchedAt: _, tracks, marks, ...lane }: TimelineLane): Lane {
  return {
    ...lane,
    tracks: tracks.map(({ source, track, label, spans }) => ({
      source,
      track,
      label,
      spans: spans.map(({ source: _source, from, fromEarliest, to, ...span }) => ({
        ...span,
        from: toIso(from),
        ...(fromEarliest !== undefined && { fromEarliest: toIso(fromEarliest) }),
        to: toIsoOrNull(to),
      })),
    })),
    marks: marks.map((mark) => ({ ...mark, at: toIso(mark.at) })),
  };
}
