import { type BlindSpots, toBlindStretches } from "#components/timeline/plan/blind-stretches.ts";
import { ec2Track, toGhostStretch } from "#components/timeline/plan/ghost-stretch.ts";
import {
  ghostText,
  type Told,
  toBlindLines,
  toGhostLines,
  toMarkLines,
  toSpanLines,
} from "#components/timeline/plan/lines-of.ts";
import { type MadeItem, toOrdered } from "#components/timeline/plan/made-item.ts";
import type { Item } from "#components/timeline/plan/plan.ts";
import type { Viewport } from "#components/timeline/view/viewport.ts";
import type { Lane, Mark, Span, Track } from "#lib/report/schema.ts";

/** What all rows of a plan share. */
export type ItemsContext = Told & { readonly limits: Viewport; readonly blindSpots: BlindSpots };

/** A lane's moments. */
export function toMarkItems(lane: Lane, context: ItemsContext): readonly MadeItem[] {
  return toOrdered(
    lane.marks.map((mark) => ({ item: toMark(mark), lines: () => toMarkLines(mark, context) })),
  );
}

/** What one service says of an instance: its states, where nobody looked, and on EC2's track the outline of a ghost. */
export function toTrackItems(lane: Lane, track: Track, context: ItemsContext): readonly MadeItem[] {
  const ghost = track.track === ec2Track ? toGhostStretch(lane, context.limits.from) : undefined;
  const made: MadeItem[] = [];
  for (const span of track.spans) {
    if (ghost?.spans.includes(span)) continue;
    made.push({ item: toSpan(span, context), lines: () => toSpanLines(track, span, context) });
  }
  for (const spot of toBlindStretches(track, context.blindSpots, context.now)) {
    const { from, to } = spot;
    const item = {
      key: `blind ${from}`,
      kind: "blind",
      from,
      to,
      tone: "unknown",
      text: "not read",
    } as const;
    made.push({ item, lines: () => toBlindLines(track, spot, context) });
  }
  if (ghost !== undefined) {
    const { from } = ghost;
    const to = Math.max(context.now, from);
    const item = { key: "ghost", kind: "ghost", from, to, tone: "gone", text: ghostText } as const;
    made.push({ item, lines: () => toGhostLines(track, { from, span: ghost.spans[0] }, context) });
  }
  return toOrdered(made);
}

function toMark(mark: Mark): Item {
  const at = Date.parse(mark.at);
  return {
    key: `${mark.at} ${mark.track} ${mark.label}`,
    kind: "mark",
    from: at,
    to: at,
    tone: mark.tone,
    text: mark.label,
  };
}

function toSpan(span: Span, { now, limits }: ItemsContext): Item {
  const from = Date.parse(span.from);
  const lasting = span.certainty === "predicted" ? limits.to : now;
  const to = span.to === null ? lasting : Date.parse(span.to);
  return {
    key: `${span.from} ${span.state} ${span.certainty}`,
    kind: "span",
    from,
    to: Math.max(to, from),
    tone: span.certainty === "unknown" ? "unknown" : span.tone,
    text: span.certainty === "unknown" ? "not read" : span.state,
    certainty: span.certainty,
    open: span.to === null,
    softFrom: span.fromEarliest === undefined ? undefined : Date.parse(span.fromEarliest),
  };
}
