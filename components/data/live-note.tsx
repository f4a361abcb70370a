"use client";

import { useNow } from "#components/clock/clock-provider.tsx";
import { toClockText, toDayText } from "#components/format/time-text.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";

type LiveNoteProps = {
  readonly at: string;
  readonly pace: "ticking" | "frozen";
  readonly trouble: string | undefined;
};

/** The UTC clock of the data, and whether it is still being read. */
export function LiveNote({ at, pace, trouble }: LiveNoteProps) {
  const now = useNow(at, pace);
  const state = pace === "frozen" ? "past" : trouble === undefined ? "live" : "stale";
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap text-[0.8125rem]">
      <span data-tone={state === "live" ? "good" : state === "stale" ? "bad" : "idle"} className="sign">
        <svg className="sign-shape" viewBox="0 0 16 16" aria-hidden="true">
          {state === "live" ? <circle cx="8" cy="8" r="5" /> : <path d="M3 3h3.5v10H3zM9.5 3H13v10H9.5z" />}
        </svg>
        {state}
      </span>
      <time dateTime={at}>
        {pace === "frozen" ? `${toDayText(now)} ` : ""}
        {toClockText(now)} <span className="zone">UTC</span>
      </time>
    </span>
  );
}

/** The address of this very view as it was at `at`: whoever opens it later sees what is seen now. */
export function MomentLink({ at }: { readonly at: string }) {
  return (
    <CopyButton
      label="Link to this moment"
      toText={() => {
        const url = new URL(window.location.href);
        url.searchParams.set("at", at);
        return url.href;
      }}
    />
  );
}

type StaleNoteProps = {
  readonly since: string;
  readonly trouble: string | undefined;
  readonly retry: () => void;
};

/** Says that what is shown is old, since when and why; it stays until a reading succeeds. */
export function StaleNote({ since, trouble, retry }: StaleNoteProps) {
  return (
    <div role="status">
      {trouble !== undefined && (
        <p
          data-tone="bad"
          className="panel mb-3 flex flex-wrap items-baseline gap-x-3 border-l-6 border-l-(--rim) px-3 py-2"
        >
          <strong>Stale since {toClockText(Date.parse(since))} UTC.</strong>
          <span>{trouble} What follows is the last that was read; this page keeps trying.</span>
          <button type="button" className="button" onClick={retry}>
            Try now
          </button>
        </p>
      )}
    </div>
  );
}
