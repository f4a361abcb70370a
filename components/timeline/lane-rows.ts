import { type BlindSpots, toBlindStretches } from "#components/timeline/plan/blind-stretches.ts";
import { toCertaintyWords, toEdgeWords } from "#components/timeline/plan/lines-of.ts";
import type { Lane, Span } from "#lib/report/schema.ts";

export type LaneTableRow = {
  readonly key: string;
  readonly track: string;
  readonly state: string;
  readonly from: string;
  readonly to: string | null;
  readonly kind: "span" | "mark";
  readonly certainty: string;
  readonly source: string;
};

/** What the scene knows of who looked when. */
type Seen = { readonly blindSpots: BlindSpots; readonly now: number };

/** Everything a lane draws as rows by time: the same content for readers who cannot use the drawing. */
export function toLaneRows(lane: Lane, { blindSpots, now }: Seen): readonly LaneTableRow[] {
  const rows: LaneTableRow[] = [];
  for (const track of lane.tracks) {
    for (const span of track.spans) {
      rows.push({
        key: `${track.track} ${span.from} ${span.state} ${span.certainty}`,
        track: track.label,
        state: span.detail === undefined ? span.state : `${span.state}: ${span.detail}`,
        from: span.from,
        to: span.to,
        kind: "span",
        certainty: toSureText(span, now),
        source: track.source,
      });
    }
    for (const spot of toBlindStretches(track, blindSpots, now)) {
      rows.push({
        key: `${track.track} blind ${spot.from}`,
        track: track.label,
        state: spot.reason === null ? "not read" : `not read: ${spot.reason}`,
        from: new Date(spot.from).toISOString(),
        to: new Date(spot.to).toISOString(),
        kind: "span",
        certainty: toCertaintyWords("unknown"),
        source: track.source,
      });
    }
  }
  for (const mark of lane.marks) {
    rows.push({
      key: `mark ${mark.track} ${mark.at} ${mark.label}`,
      track: "moment",
      state: mark.detail === undefined ? mark.label : `${mark.label}: ${mark.detail}`,
      from: mark.at,
      to: mark.at,
      kind: "mark",
      certainty: "",
      source: mark.source,
    });
  }
  return rows.sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
}

function toSureText({ certainty, from, fromEarliest }: Span, now: number): string {
  const words = toCertaintyWords(certainty);
  return fromEarliest === undefined ? words : `${words}; ${toEdgeWords(fromEarliest, from, now)}`;
}
