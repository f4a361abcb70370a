import { CopyButton } from "#components/ui/copy-button.tsx";

const foldedLines = 24;

/** A value as JSON, as text only. Long ones fold. */
export function RawValue({ value, label }: { readonly value: unknown; readonly label: string }) {
  const text = JSON.stringify(value, null, 2) ?? "null";
  const body = (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="log-text mt-1" tabIndex={0} aria-label={`Raw value of ${label}`}>
      <pre className="whitespace-pre-wrap">{text}</pre>
    </section>
  );
  const lines = text.split("\n").length;
  return (
    <div className="min-w-0">
      <CopyButton label="Copy JSON" toText={() => text} />
      {lines <= foldedLines ? (
        body
      ) : (
        <details className="mt-1">
          <summary>{lines} lines of JSON</summary>
          {body}
        </details>
      )}
    </div>
  );
}

const longestCell = 160;

/** One side of a change: a short text as it is, a long one folded. */
export function CellValue({ value }: { readonly value: unknown }) {
  if (value === null || value === undefined) return <span className="text-muted">not there</span>;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (text === "") return <span className="text-muted">empty text</span>;
  if (text.length <= longestCell) return <code className="wrap-anywhere">{text}</code>;
  return (
    <details>
      <summary>
        <code className="wrap-anywhere">{text.slice(0, 60)}…</code>
      </summary>
      <code className="wrap-anywhere whitespace-pre-wrap">{text}</code>
    </details>
  );
}
