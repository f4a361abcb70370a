import type { Lane, Span, Track } from "#lib/report/schema.ts";

const ec2Track = "ec2";

/** Where a ghost's outline is drawn: from the moment EC2 last counted it as there, until now; `spans` are what it replaces. */
export type GhostStretch = { readonly from: string; readonly spans: readonly Span[] };

/**
 * Undefined for a lane that is no ghost. Without any EC2 span the outline begins with the window:
 * EC2 forgets an instance about an hour after its end.
 */
export function toGhostStretch(lane: Lane, windowFrom: string): GhostStretch | undefined {
  if (!lane.ghost) return undefined;
  const spans = lane.tracks.find((track) => track.track === ec2Track)?.spans ?? [];
  const last = spans.at(-1);
  if (last === undefined) return { from: windowFrom, spans: [] };
  const lastAlive = spans.findLastIndex((span) => span.tone !== "gone");
  const gone = spans.slice(lastAlive + 1);
  return { from: gone[0]?.from ?? last.to ?? windowFrom, spans: gone };
}

/** The tracks of a lane, with an empty EC2 track for a ghost that EC2 no longer speaks of. */
export function toDrawnTracks(lane: Lane): Lane["tracks"] {
  if (!lane.ghost || lane.tracks.some((track) => track.track === ec2Track)) return lane.tracks;
  return [{ source: "ec2-instances", track: ec2Track, label: "EC2", spans: [] }, ...lane.tracks];
}

/** The track that speaks for a lane drawn as one line: the one that reaches back furthest in the window, else Auto Scaling's. */
export function toSummaryTrack(lane: Lane, windowFrom: string): Lane["tracks"][number] | undefined {
  const startOf = (track: Track) =>
    Math.max(Date.parse(track.spans[0]?.from ?? "9999"), Date.parse(windowFrom));
  const preferred = lane.tracks.find((track) => track.track === "auto-scaling") ?? lane.tracks[0];
  let best = preferred;
  for (const track of lane.tracks) {
    if (best !== undefined && startOf(track) < startOf(best)) best = track;
  }
  return best;
}
