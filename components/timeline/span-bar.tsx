import type { BlindStretch } from "#components/timeline/blind-stretches.ts";
import { type Place, placeStretch } from "#components/timeline/geometry.ts";
import { type Scene, toSourceTitle } from "#components/timeline/scene.ts";
import { toBlindLines, toEdgeWords, toSpanLines } from "#components/timeline/span-text.ts";
import type { Span, Track } from "#lib/report/schema.ts";

/** Percent of the plot's width below which a stretch is thinner than a line. */
const leastShare = 0.1;

type SpanBarProps = { readonly span: Span; readonly track: Track; readonly scene: Scene };

/** One stretch. Its words are in its label; the tooltip shows the same ones. Reached by arrow keys inside the lane. */
export function SpanBar({ span, track, scene }: SpanBarProps) {
  const place = placeSpan(span, scene);
  if (place === undefined) return null;
  const lines = toSpanLines(track.label, span, toSourceTitle(scene, track.source), scene.now);
  const edge = placeEdge(span, scene);
  return (
    <>
      {edge !== undefined && (
        <span
          aria-hidden="true"
          data-tip={toEdgeWords(span.fromEarliest ?? span.from, span.from, scene.now)}
          data-tone={span.tone}
          className="span-edge"
          style={{ left: `${edge.left}%`, width: `${edge.width}%` }}
        />
      )}
      <button
        type="button"
        tabIndex={-1}
        data-item
        data-tip={lines.join("\n")}
        aria-label={lines.join(", ")}
        data-tone={span.tone}
        data-certainty={span.certainty}
        data-clip={toClip(place)}
        data-edge={edge === undefined ? "sharp" : "soft"}
        data-open={span.to === null}
        className="span"
        style={{ left: `${place.left}%`, width: `${place.width}%` }}
      >
        <span aria-hidden="true">{span.certainty === "unknown" ? "not read" : span.state}</span>
      </button>
    </>
  );
}

type BlindSpotBarProps = { readonly spot: BlindStretch; readonly track: Track; readonly scene: Scene };

/** A stretch in which the track's source was not read: whatever is drawn beneath it was not seen then. */
export function BlindSpotBar({ spot, track, scene }: BlindSpotBarProps) {
  const place = placeStretch(scene.domain, spot, scene.now);
  if (place === undefined || place.width < leastShare) return null;
  const lines = toBlindLines(track.label, spot, toSourceTitle(scene, track.source), scene.now);
  return (
    <button
      type="button"
      tabIndex={-1}
      data-item
      data-tip={lines.join("\n")}
      aria-label={lines.join(", ")}
      className="blind-spot"
      style={{ left: `${place.left}%`, width: `${place.width}%` }}
    />
  );
}

type GhostOutlineProps = {
  readonly from: string;
  readonly span: Span | undefined;
  readonly track: Track;
  readonly scene: Scene;
};

/** What is gone but still referred to: an outline with its label, never a filled bar. */
export function GhostOutline({ from, span, track, scene }: GhostOutlineProps) {
  const place = placeStretch(scene.domain, { from: Date.parse(from), to: null }, scene.now);
  if (place === undefined) return null;
  const known: Span = {
    ...(span ?? { state: "no longer known", from, tone: "gone", certainty: "unknown" }),
    to: null,
  };
  const lines = [
    "GONE, still referred to",
    ...toSpanLines(track.label, known, toSourceTitle(scene, track.source), scene.now),
  ];
  return (
    <button
      type="button"
      tabIndex={-1}
      data-item
      data-tip={lines.join("\n")}
      aria-label={lines.join(", ")}
      data-tone="gone"
      className="span ghost-outline"
      style={{ left: `${place.left}%`, width: `${place.width}%` }}
    >
      <span aria-hidden="true">GONE, still referred to</span>
    </button>
  );
}

function placeSpan(span: Span, { domain, now }: Scene): Place | undefined {
  const from = Date.parse(span.from);
  const to = span.to === null ? null : Date.parse(span.to);
  return placeStretch(domain, { from, to }, span.certainty === "predicted" ? domain.to : now);
}

/** The stretch in which the change to this state lies; too short a one is drawn as a sharp edge. */
function placeEdge({ from, fromEarliest }: Span, { domain, now }: Scene): Place | undefined {
  if (fromEarliest === undefined) return undefined;
  const edge = placeStretch(domain, { from: Date.parse(fromEarliest), to: Date.parse(from) }, now);
  return edge !== undefined && edge.width >= leastShare ? edge : undefined;
}

function toClip(place: Place): string {
  return `${place.clippedStart ? "start" : ""} ${place.clippedEnd ? "end" : ""}`.trim();
}
