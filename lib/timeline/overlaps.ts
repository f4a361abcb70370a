import { type Instant, toInstant } from "#lib/domain/time.ts";
import type { Certainty, SpanItem, Tone } from "#lib/domain/timeline.ts";
import type { LaneSpan } from "#lib/timeline/lane.ts";
import { compareText } from "#lib/timeline/launch-order.ts";

const certainties: Readonly<Record<Certainty, number>> = { exact: 3, observed: 2, predicted: 1, unknown: 0 };
const tones: Readonly<Record<Tone, number>> = {
  bad: 6,
  waiting: 5,
  busy: 4,
  gone: 3,
  good: 2,
  idle: 1,
  unknown: 0,
};

/**
 * One track's spans by time, never two at once. Where they overlap, the surer one stands; between equally sure ones
 * the graver (one instance may be registered on several ports), then the one that began later. Only spans that touch
 * and say the same are joined: a gap stays a gap. An open span holds until `now`, and no further.
 */
export function resolveOverlaps(items: readonly SpanItem[], now: Instant): readonly LaneSpan[] {
  const spans = [...items].sort(bySpan);
  const cuts = [...new Set(spans.flatMap((span) => [span.from, endOf(span, now)]))].sort((a, b) => a - b);
  const pieces: LaneSpan[] = [];
  let active: SpanItem[] = [];
  let next = 0;
  for (const [index, from] of cuts.entries()) {
    active = active.filter((span) => endOf(span, now) > from);
    for (let span = spans[next]; span !== undefined && span.from <= from; span = spans[next]) {
      active.push(span);
      next += 1;
    }
    const to = cuts[index + 1];
    const winner = pickWinner(active);
    if (to !== undefined && winner !== undefined) append(pieces, toPiece(winner, { from, to, now }));
  }
  return pieces;
}

function endOf(span: Pick<SpanItem, "from" | "to">, now: Instant): Instant {
  // A span that ends where it begins, or before (AWS's times may do both), still has to be seen: a millisecond is enough.
  return toInstant(Math.max(span.to ?? now, span.from + 1));
}

function bySpan(a: SpanItem, b: SpanItem): number {
  return (
    a.from - b.from || compareText(toStatement(a), toStatement(b)) || (a.to ?? Infinity) - (b.to ?? Infinity)
  );
}

function toStatement(span: SpanItem): string {
  return JSON.stringify([span.state, span.certainty, span.tone, span.source, span.detail ?? ""]);
}

function pickWinner(active: readonly SpanItem[]): SpanItem | undefined {
  let winner: SpanItem | undefined;
  for (const span of active) {
    if (winner === undefined || beats(span, winner)) winner = span;
  }
  return winner;
}

function beats(span: SpanItem, other: SpanItem): boolean {
  if (span.certainty !== other.certainty) return certainties[span.certainty] > certainties[other.certainty];
  if (span.tone !== other.tone) return tones[span.tone] > tones[other.tone];
  return span.from > other.from;
}

function toPiece(span: SpanItem, piece: { from: Instant; to: Instant; now: Instant }): LaneSpan {
  // Where the piece reaches the span's end it ends as the span does: open, or at AWS's own time.
  const end = piece.to === endOf(span, piece.now) ? span.to : piece.to;
  return {
    source: span.source,
    state: span.state,
    from: piece.from,
    ...(span.fromEarliest !== undefined && piece.from === span.from && { fromEarliest: span.fromEarliest }),
    ...(end !== undefined && { to: toInstant(Math.max(end, piece.from)) }),
    tone: span.tone,
    certainty: span.certainty,
    ...(span.detail !== undefined && { detail: span.detail }),
  };
}

function append(pieces: LaneSpan[], piece: LaneSpan): void {
  const last = pieces.at(-1);
  if (last === undefined || last.to !== piece.from || !saysTheSame(last, piece)) {
    pieces.push(piece);
    return;
  }
  const { to: _, ...start } = last;
  pieces[pieces.length - 1] = { ...start, ...(piece.to !== undefined && { to: piece.to }) };
}

function saysTheSame(a: LaneSpan, b: LaneSpan): boolean {
  return (
    a.state === b.state &&
    a.certainty === b.certainty &&
    a.tone === b.tone &&
    a.source === b.source &&
    a.detail === b.detail
  );
}
