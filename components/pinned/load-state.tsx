"use client";

import type { Live } from "#components/data/live.ts";

/** Says that something is being read, or why it could not be. */
export function LoadState({ live, what }: { readonly live: Live<unknown>; readonly what: string }) {
  return (
    <div role="status">
      {live.trouble !== undefined ? (
        <p data-tone="bad" className="panel flex flex-wrap items-baseline gap-2 px-3 py-2">
          <strong>Could not read {what}.</strong> <span className="wrap-anywhere">{live.trouble}</span>
          <button type="button" className="button" onClick={live.retry}>
            Try now
          </button>
        </p>
      ) : (
        live.data === undefined && <p className="text-muted">Reading {what}…</p>
      )}
    </div>
  );
}
