"use client";

import { useNow } from "#components/clock/clock-provider.tsx";
import { toDayText, toDurationText } from "#components/format/time-text.ts";
import { Moment } from "#components/ui/moment.tsx";
import type { Past } from "#lib/report/schema.ts";

type PastNoteProps = {
  /** The instant that is shown. */
  readonly at: string;
  readonly mode: Past["mode"];
  readonly servedAt: string;
  /** Where nothing else on the page leads back to now. */
  readonly onNow?: () => void;
};

/** Says in so many words that the page shows the past, and what it knows of it. */
export function PastNote({ at, mode, servedAt, onNow }: PastNoteProps) {
  const now = useNow(servedAt);
  if (mode === "now") return null;
  const today = toDayText(Date.parse(at)) === toDayText(now);
  return (
    <div role="note" data-tone={mode === "reconstructed" ? "unknown" : "waiting"} className="panel past-note">
      <p>
        <strong>
          You are looking at {!today && `${at.slice(0, 10)} `}
          <Moment iso={at} at={at} />, {toDurationText(now - Date.parse(at))} ago.
        </strong>{" "}
        The same rules ran on what was known then.
        {mode === "reconstructed" &&
          " Nobody was recording then: shown is only what AWS’s own timestamps tell."}
      </p>
      {onNow !== undefined && (
        <button type="button" className="button" onClick={onNow}>
          Back to now
        </button>
      )}
    </div>
  );
}
