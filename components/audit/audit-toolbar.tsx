"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { type AuditChoice, toAuditFilePath, toAuditPath } from "#components/audit/audit-path.ts";
import { SeverityShape, toSeverityWord } from "#components/ui/signs.tsx";
import type { Audit, GroupSeverity } from "#lib/report/schema.ts";

/** Long enough that a word is typed before the rows are asked for. */
const typingMs = 250;

type AuditToolbarProps = {
  readonly choice: AuditChoice;
  readonly counts: Audit["counts"];
  readonly severities: readonly GroupSeverity[];
  readonly shown: number;
  readonly total: number;
};

/** Filters of the audit, which stand in the URL, and the same rows as files. */
export function AuditToolbar({ choice, counts, severities, shown, total }: AuditToolbarProps) {
  const { replace } = useRouter();
  const [text, setText] = useState(choice.text);
  const [isPending, startTransition] = useTransition();
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(typing.current), []);

  function show(next: AuditChoice) {
    clearTimeout(typing.current);
    startTransition(() => replace(toAuditPath(next), { scroll: false }));
  }
  function type(typed: string) {
    setText(typed);
    clearTimeout(typing.current);
    typing.current = setTimeout(() => show({ ...choice, text: typed }), typingMs);
  }

  const any = text !== "" || choice.severity !== undefined;
  return (
    <search className="flex flex-wrap items-center gap-2 px-3 py-2" aria-busy={isPending}>
      <input
        type="search"
        className="field w-64 max-w-full"
        aria-label="Search Auto Scaling groups, hooks, deployment groups"
        placeholder="Search groups, hooks, rules"
        value={text}
        onChange={(event) => type(event.target.value)}
      />
      <fieldset className="flex flex-wrap gap-1">
        <legend className="sr-only">Severity</legend>
        {severities.map((severity) => {
          const chosen = choice.severity === severity;
          if (counts[severity] === 0 && !chosen) return null;
          return (
            <button
              key={severity}
              type="button"
              className="button inline-flex items-center gap-1.5"
              aria-pressed={chosen}
              onClick={() => show({ ...choice, text, severity: chosen ? undefined : severity })}
            >
              <SeverityShape severity={severity} />
              {toSeverityWord(severity)} {counts[severity] ?? 0}
            </button>
          );
        })}
      </fieldset>
      {any && (
        <button
          type="button"
          className="quiet-button"
          onClick={() => {
            setText("");
            show({ ...choice, text: "", severity: undefined });
          }}
        >
          Clear filters
        </button>
      )}
      <span className="ml-auto flex flex-wrap items-center gap-2">
        <span role="status" className="text-[0.8125rem] text-muted">
          {any ? `${shown} of ${total} rows` : `${total} rows`}
        </span>
        <a className="button" href={toAuditFilePath(choice, "csv")} download>
          Download CSV
        </a>
        <a className="button" href={toAuditFilePath(choice, "json")} download="ghostline-audit.json">
          Download JSON
        </a>
      </span>
    </search>
  );
}
