import { toDurationText, toMomentText } from "#components/format/time-text.ts";
import {
  type BlindSpots,
  type BlindStretch,
  toBlindStretches,
} from "#components/timeline/blind-stretches.ts";
import type { Lane, Mark, Span } from "#lib/report/schema.ts";

const certaintyWords = {
  exact: "times given by AWS",
  observed: "seen between two readings",
  unknown: "nobody looked in this stretch",
  predicted: "expected, not happened yet",
} as const satisfies Record<Span["certainty"], string>;

export function toCertaintyWords(certainty: Span["certainty"]): string {
  return certaintyWords[certainty];
}

/** One stretch in words, a line each: what, from when to when and how long, how sure, more, who said it. */
export function toSpanLines(label: string, span: Span, source: string, now: number): readonly string[] {
  const from = Date.parse(span.from);
  const end = span.to === null ? now : Date.parse(span.to);
  const times =
    span.to === null
      ? `since ${toMomentText(from, now)} UTC, ${toDurationText(end - from)} so far`
      : `${toMomentText(from, now)} to ${toMomentText(end, now)} UTC, ${toDurationText(end - from)}`;
  const lines = [`${label}: ${span.state}`, times, toCertaintyWords(span.certainty)];
  if (span.fromEarliest !== undefined) lines.push(toEdgeWords(span.fromEarliest, span.from, now));
  if (span.detail !== undefined) lines.push(span.detail);
  return [...lines, `source: ${source}`];
}

/** When a change happened that nobody saw happen. */
export function toEdgeWords(earliest: string, latest: string, now: number): string {
  return `changed between ${toMomentText(Date.parse(earliest), now)} and ${toMomentText(Date.parse(latest), now)} UTC`;
}

/** A blind spot in words, a line each. */
export function toBlindLines(
  label: string,
  spot: BlindStretch,
  source: string,
  now: number,
): readonly string[] {
  const times = `${toMomentText(spot.from, now)} to ${toMomentText(spot.to, now)} UTC, ${toDurationText(spot.to - spot.from)}`;
  const why = spot.reason === null ? [] : [`reason: ${spot.reason}`];
  return [`${label}: not read`, times, toCertaintyWords("unknown"), ...why, `source: ${source}`];
}

export function toMarkLines(mark: Mark, now: number): readonly string[] {
  const lines = [mark.label, `${toMomentText(Date.parse(mark.at), now)} UTC`];
  if (mark.detail !== undefined) lines.push(mark.detail);
  return [...lines, `source: ${mark.source}`];
}

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
