import type { Instant } from "#lib/domain/time.ts";

/** How a state feels to an operator; the word, shade and pattern are the view's business. */
export type Tone = "good" | "busy" | "waiting" | "bad" | "gone" | "idle" | "unknown";

/**
 * `exact`: AWS's own timestamps · `observed`: between our readings, edges soft · `unknown`: nobody looked ·
 * `predicted`: ahead of now.
 */
export type Certainty = "exact" | "observed" | "unknown" | "predicted";

type ItemBase = {
  /** The instance whose lane this is on. */
  readonly instanceId: string;
  /** The source that said it. */
  readonly source: string;
  /** Row inside the lane: "ec2", "auto-scaling", "target:<target group name>", "deployment:<id>". */
  readonly track: string;
  readonly detail?: string;
};

/** A state with a beginning and perhaps an end. */
export type SpanItem = ItemBase & {
  readonly kind: "span";
  readonly state: string;
  readonly from: Instant;
  /** The change to this state lies between this reading, which did not show it yet, and `from`. */
  readonly fromEarliest?: Instant;
  readonly to?: Instant;
  readonly tone: Tone;
  readonly certainty: Certainty;
};

/** A moment: launch, termination, detach, stop, abandon. */
export type MarkItem = ItemBase & {
  readonly kind: "mark";
  readonly at: Instant;
  readonly label: string;
  readonly tone: Tone;
};

export type TimelineItem = SpanItem | MarkItem;
