"use client";

import { MessagePanel } from "#components/ui/message-panel.tsx";

type ErrorPageProps = { readonly error: Error & { readonly digest?: string }; readonly retry: () => void };

/** A fault of ours, not of AWS: AWS's failures are part of every page. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <MessagePanel tone="bad" title="This page could not be drawn">
      <p>The fault is in the dashboard, not in AWS. Nothing was changed: it only ever reads.</p>
      {error.digest !== undefined && (
        <p className="text-muted">
          The server's log has the details under <code>{error.digest}</code>.
        </p>
      )}
      <p className="flex flex-wrap items-baseline gap-3">
        <button type="button" className="button" onClick={retry}>
          Try again
        </button>
        <a href="/">All deployment groups</a>
      </p>
    </MessagePanel>
  );
}
