import type { Instant } from "#lib/domain/time.ts";
import type { SpanItem } from "#lib/domain/timeline.ts";
import { groupBy } from "#lib/timeline/group-by.ts";
import type { LaneSpan, LaneTrack } from "#lib/timeline/lane.ts";
import { compareText } from "#lib/timeline/launch-order.ts";
import { resolveOverlaps } from "#lib/timeline/overlaps.ts";

const targetPrefix = "target:";
const deploymentPrefix = "deployment:";

/** The spans of one instance as its tracks, in the fixed order: EC2, Auto Scaling and its activities, target groups, deployments by time, the rest. */
export function toTracks(spans: readonly SpanItem[], now: Instant): readonly LaneTrack[] {
  const tracks: LaneTrack[] = [];
  for (const [track, items] of groupBy(spans, (span) => span.track)) {
    const resolved = resolveOverlaps(items, now);
    const last = resolved.at(-1);
    if (last !== undefined)
      tracks.push({ source: last.source, track, label: toTrackLabel(track), spans: resolved });
  }
  return tracks.sort(byTrackOrder);
}

/** What a track is called beside its lane. */
export function toTrackLabel(track: string): string {
  if (track === "ec2") return "EC2";
  if (track === "auto-scaling") return "Auto Scaling";
  if (track === "activity") return "Activity";
  if (track.startsWith(targetPrefix)) return track.slice(targetPrefix.length);
  if (track.startsWith(deploymentPrefix)) return track.slice(deploymentPrefix.length);
  return track;
}

function byTrackOrder(a: LaneTrack, b: LaneTrack): number {
  const rank = toRank(a.track) - toRank(b.track);
  if (rank !== 0) return rank;
  if (a.track.startsWith(deploymentPrefix)) {
    const time = startOf(a.spans) - startOf(b.spans);
    if (time !== 0) return time;
  }
  return compareText(a.track, b.track);
}

function toRank(track: string): number {
  if (track === "ec2") return 0;
  if (track === "auto-scaling") return 1;
  if (track === "activity") return 2;
  if (track.startsWith(targetPrefix)) return 3;
  if (track.startsWith(deploymentPrefix)) return 4;
  return 5;
}

function startOf(spans: readonly LaneSpan[]): number {
  return spans[0]?.from ?? 0;
}
