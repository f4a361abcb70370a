"use client";

import { toFactSentences } from "#components/pinned/fact-words.ts";
import { RawValue } from "#components/pinned/raw-value.tsx";
import { Breakable } from "#components/ui/breakable.tsx";
import type { FactsAt, FactView } from "#lib/report/schema.ts";

const openAtFirst = 3;

/** What AWS said, fact by fact, and of which sources nothing sure can be said. */
export function FactList({ data }: { readonly data: FactsAt }) {
  const { facts, truncated, cannotTell, knownAt } = data;
  return (
    <>
      {facts.length === 0 && (
        <p className="text-muted">Nothing that had been read at that moment mentions this instance.</p>
      )}
      <ul className="space-y-2">
        {facts.map((fact, index) => (
          <li key={`${fact.kind} ${fact.entity}`}>
            <details open={index < openAtFirst} className="border-l-2 border-line pl-3">
              <summary className="wrap-anywhere">
                <strong>{fact.kind}</strong>{" "}
                <code>
                  <Breakable text={fact.entity} />
                </code>{" "}
                <span className="text-muted">{fact.sourceTitle}</span>
              </summary>
              <FactBody fact={fact} knownAt={knownAt} />
            </details>
          </li>
        ))}
      </ul>
      {truncated && <p>There are more facts than these; choose the source alone to see fewer.</p>}
      <CannotTellList rows={cannotTell} />
    </>
  );
}

function FactBody({ fact, knownAt }: { readonly fact: FactView; readonly knownAt: string }) {
  return (
    <div className="mt-1 space-y-1">
      <p className="text-muted">Said by {fact.operation}</p>
      {toFactSentences(fact, knownAt).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <RawValue value={fact.value} label={`${fact.kind} ${fact.entity}`} />
    </div>
  );
}

/** Sources of which nothing sure can be said: their silence means nothing. */
export function CannotTellList({ rows }: { readonly rows: FactsAt["cannotTell"] }) {
  if (rows.length === 0) return null;
  return (
    <div>
      <h3>Cannot tell</h3>
      <ul className="list-disc pl-5 wrap-anywhere">
        {rows.map(({ source, reason }) => (
          <li key={source}>{reason}</li>
        ))}
      </ul>
    </div>
  );
}
