"use client";

import { useNow, useWallMs } from "#components/clock/clock-provider.tsx";
import { toLiveWords } from "#components/data/live-words.ts";
import { toClockText, toDayText } from "#components/format/time-text.ts";
import { useStreamState } from "#components/stream/stream-provider.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";

type LiveNoteProps = {
  readonly at: string;
  readonly pace: "ticking" | "frozen";
  readonly trouble: string | undefined;
};

/** The UTC clock of the data, and whether it is still being read. */
export function LiveNote({ at, pace, trouble }: LiveNoteProps) {
  const now = useNow(at, pace);
  const { tone, shape, word, title } = toLiveWords({
    pace,
    trouble,
    stream: useStreamState(),
    wallMs: useWallMs(),
  });
  return (
    <span className="inline-flex items-center gap-2 whitespace-nowrap text-[0.8125rem]">
      <span data-tone={tone} className="sign" title={title}>
        <svg className="sign-shape" viewBox="0 0 16 16" aria-hidden="true">
          {shape === "running" ? (
            <circle cx="8" cy="8" r="5" />
          ) : (
            <path d="M3 3h3.5v10H3zM9.5 3H13v10H9.5z" />
          )}
        </svg>
        {word}
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
  readonly pace: "ticking" | "frozen";
  readonly retry: () => void;
};

/** Says that what is shown is old, since when and why; it stays until a reading succeeds. */
export function StaleNote({ since, trouble, pace, retry }: StaleNoteProps) {
  return (
    <div role="status">
      {trouble !== undefined && (
        <p
          data-tone="bad"
          className="panel mb-3 flex flex-wrap items-baseline gap-x-3 border-l-6 border-l-(--rim) px-3 py-2"
        >
          <strong>
            {pace === "frozen" ? "Still showing" : "Stale since"} {toClockText(Date.parse(since))} UTC.
          </strong>
          <span>
            {trouble} What follows is the last that was read
            {pace === "frozen" ? "." : "; this page keeps trying."}
          </span>
          <button type="button" className="button" onClick={retry}>
            Try now
          </button>
        </p>
      )}
    </div>
  );
}
