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
  const spots = blindSpots.get(track.source) ?? [];
  if (spots.length === 0) return [];
  const spans = track.spans.map(({ from, fromEarliest, to, certainty }) => ({
    from: Date.parse(fromEarliest ?? from),
    to: to === null ? now : Date.parse(to),
    certainty,
  }));
  const first = Math.min(...spans.map(({ from }) => from));
  const last = Math.max(...spans.map(({ to }) => to));
  const told = spans.filter(({ certainty }) => certainty === "unknown");
  return spots
    .map((spot) => ({ ...spot, from: Math.max(spot.from, first), to: Math.min(spot.to, last) }))
    .flatMap((spot) => cutOut(spot, told))
    .filter(({ from, to }) => to > from);
}

type Cut = { readonly from: number; readonly to: number };

/** What is left of a spot between the stretches, which are by time, that the track itself draws as unknown. */
function cutOut(spot: BlindStretch, cuts: readonly Cut[]): readonly BlindStretch[] {
  const left: BlindStretch[] = [];
  let from = spot.from;
  for (const cut of cuts) {
    if (cut.to <= from || cut.from >= spot.to) continue;
    left.push({ ...spot, from, to: cut.from });
    from = cut.to;
  }
  return [...left, { ...spot, from }];
}
