import type { Lane, Span, Track } from "#lib/report/schema.ts";

export const ec2Track = "ec2";

/** Where a ghost's outline is drawn: from the moment EC2 last counted it as there, until now; `spans` are what it replaces. */
export type GhostStretch = { readonly from: number; readonly spans: readonly Span[] };

/**
 * Undefined for a lane that is no ghost. Without any EC2 span the outline begins with the window:
 * EC2 forgets an instance about an hour after its end.
 */
export function toGhostStretch(lane: Lane, windowFrom: number): GhostStretch | undefined {
  if (!lane.ghost) return undefined;
  const spans = lane.tracks.find((track) => track.track === ec2Track)?.spans ?? [];
  const lastAlive = spans.findLastIndex((span) => span.tone !== "gone");
  const gone = spans.slice(lastAlive + 1);
  const from = gone[0]?.from ?? spans.at(-1)?.to ?? undefined;
  return { from: from === undefined ? windowFrom : Date.parse(from), spans: gone };
}

/** The tracks of a lane, with an empty EC2 track for a ghost that EC2 no longer speaks of. */
export function toDrawnTracks(lane: Lane): readonly Track[] {
  if (!lane.ghost || lane.tracks.some((track) => track.track === ec2Track)) return lane.tracks;
  return [{ source: "ec2-instances", track: ec2Track, label: "EC2", spans: [] }, ...lane.tracks];
}
