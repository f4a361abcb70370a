import type { Instant } from "#lib/domain/time.ts";
import type { Certainty, Tone } from "#lib/domain/timeline.ts";

/** A stretch of the page's time. Both ends belong to it. */
export type Window = { readonly from: Instant; readonly to: Instant };

/** What lanes need to know about one instance beyond its spans and marks. */
export type LaneInstance = {
  readonly instanceId: string;
  readonly autoScalingGroup?: string;
  readonly launchedAt?: Instant;
  /** When its place in the group became free: detached, terminated, or its launch abandoned. */
  readonly departedAt?: Instant;
  /** When it was over for good, as far as known. */
  readonly endedAt?: Instant;
  readonly ghost: boolean;
  /** Something the report shows still names it: it keeps its lane however long ago it ended. */
  readonly referred: boolean;
  /** What the lane says now, in a few words. */
  readonly state: string;
  readonly tone: Tone;
};

export type LaneSpan = {
  readonly source: string;
  readonly state: string;
  readonly from: Instant;
  /** The change to this state lies between this instant and `from`. */
  readonly fromEarliest?: Instant;
  readonly to?: Instant;
  readonly tone: Tone;
  readonly certainty: Certainty;
  readonly detail?: string;
};

export type LaneMark = {
  readonly at: Instant;
  readonly label: string;
  readonly tone: Tone;
  readonly source: string;
  readonly track: string;
  readonly detail?: string;
};

export type LaneTrack = {
  /** The source of what the track said last. */
  readonly source: string;
  readonly track: string;
  readonly label: string;
  /** By time, never two at once. */
  readonly spans: readonly LaneSpan[];
};

export type TimelineLane = {
  readonly instanceId: string;
  readonly letter: string;
  readonly slot: number;
  readonly ghost: boolean;
  readonly state: string;
  readonly tone: Tone;
  readonly launchedAt?: Instant;
  readonly tracks: readonly LaneTrack[];
  readonly marks: readonly LaneMark[];
};
