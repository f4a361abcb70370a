import type { SourceView, Track } from "#lib/report/schema.ts";

/** A stretch in epoch milliseconds in which nobody could see what a track shows. */
export type BlindStretch = { readonly from: number; readonly to: number; readonly reason: string | null };

export type BlindSpots = ReadonlyMap<string, readonly BlindStretch[]>;

/** The blind spots of all sources, by source. */
export function toBlindSpots(sources: readonly SourceView[]): BlindSpots {
  return new Map(
    sources.map(({ id, blindSpots }) => [
      id,
      blindSpots.map(({ from, to, reason }) => ({ from: Date.parse(from), to: Date.parse(to), reason })),
    ]),
  );
}

/** Where a track's source was blind while there was something to see: not before the instance came, nor after it went, nor where the track says so itself. */
export function toBlindStretches(track: Track, blindSpots: BlindSpots, now: number): readonly BlindStretch[] {
  const starts = track.spans.map(({ from, fromEarliest }) => Date.parse(fromEarliest ?? from));
  const ends = track.spans.map(({ to }) => (to === null ? now : Date.parse(to)));
  const first = Math.min(...starts);
  const last = Math.max(...ends);
  const told = track.spans.filter((span) => span.certainty === "unknown");
  return (blindSpots.get(track.source) ?? [])
    .map((spot) => ({ ...spot, from: Math.max(spot.from, first), to: Math.min(spot.to, last) }))
    .map((spot) => ({ ...spot, to: Math.min(spot.to, ...told.map(({ from }) => startInside(from, spot))) }))
    .filter(({ from, to }) => to > from);
}

/** Where a stretch that the track draws as unknown begins, if it covers the rest of the spot. */
function startInside(from: string, spot: BlindStretch): number {
  const start = Date.parse(from);
  return start < spot.to ? Math.max(start, spot.from) : Number.POSITIVE_INFINITY;
}
