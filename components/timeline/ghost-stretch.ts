import type { Lane, Span } from "#lib/report/schema.ts";

const ec2Track = "ec2";

/** Where a ghost's outline is drawn: from the moment EC2 last counted it as there, until now. */
export type GhostStretch = { readonly from: string; readonly span: Span | undefined };

/**
 * Undefined for a lane that is no ghost. Without any EC2 span the outline begins with the window:
 * EC2 forgets an instance about an hour after its end.
 */
export function toGhostStretch(lane: Lane, windowFrom: string): GhostStretch | undefined {
  if (!lane.ghost) return undefined;
  const spans = lane.tracks.find((track) => track.track === ec2Track)?.spans ?? [];
  const last = spans.at(-1);
  if (last === undefined) return { from: windowFrom, span: undefined };
  if (last.tone === "gone") return { from: last.from, span: last };
  return { from: last.to ?? windowFrom, span: undefined };
}

/** The tracks of a lane, with an empty EC2 track for a ghost that EC2 no longer speaks of. */
export function toDrawnTracks(lane: Lane): Lane["tracks"] {
  if (!lane.ghost || lane.tracks.some((track) => track.track === ec2Track)) return lane.tracks;
  return [{ source: "ec2-instances", track: ec2Track, label: "EC2", spans: [] }, ...lane.tracks];
}

/** The track that speaks for a lane drawn as one line: Auto Scaling's where there is one. */
export function toSummaryTrack(lane: Lane): Lane["tracks"][number] | undefined {
  return lane.tracks.find((track) => track.track === "auto-scaling") ?? lane.tracks[0];
}
