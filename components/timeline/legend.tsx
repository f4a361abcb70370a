import type { Span, Tone } from "#lib/report/schema.ts";

type Sample = { readonly word: string; readonly tone: Tone; readonly certainty: Span["certainty"] };

const samples: readonly Sample[] = [
  { word: "good", tone: "good", certainty: "exact" },
  { word: "busy", tone: "busy", certainty: "exact" },
  { word: "waiting", tone: "waiting", certainty: "exact" },
  { word: "bad", tone: "bad", certainty: "exact" },
  { word: "gone", tone: "gone", certainty: "exact" },
  { word: "not read", tone: "unknown", certainty: "unknown" },
  { word: "expected", tone: "idle", certainty: "predicted" },
];

/** What the shades and patterns stand for. */
export function Legend() {
  return (
    <ul aria-label="Legend" className="legend">
      {samples.map(({ word, tone, certainty }) => (
        <li key={word}>
          <span aria-hidden="true" data-tone={tone} data-certainty={certainty} className="legend-sample" />
          {word}
        </li>
      ))}
      <li>
        <span aria-hidden="true" data-tone="busy" className="legend-sample legend-edge" />
        changed in between
      </li>
      <li>
        <span aria-hidden="true" className="legend-sample legend-ghost" />
        gone, still referred to
      </li>
    </ul>
  );
}
