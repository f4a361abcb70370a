import type { Span } from "#lib/report/schema.ts";

type Sample = { readonly word: string; readonly tone: Span["tone"]; readonly certainty: Span["certainty"] };

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
    <ul aria-label="Legend" className="flex flex-wrap gap-x-3 gap-y-0.5 text-[0.75rem] text-muted">
      {samples.map(({ word, tone, certainty }) => (
        <li key={word} className="flex items-center gap-1">
          <span className="relative inline-block h-3 w-5" aria-hidden="true">
            <span data-tone={tone} data-certainty={certainty} className="span inset-0" />
          </span>
          {word}
        </li>
      ))}
      <li className="flex items-center gap-1">
        <span className="relative inline-block h-3 w-5" aria-hidden="true">
          <span data-tone="busy" className="span-edge inset-x-0" />
        </span>
        changed in between
      </li>
    </ul>
  );
}
