"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { type AuditChoice, toAuditPath } from "#components/audit/audit-path.ts";
import { PastNote } from "#components/time/past-note.tsx";
import { TimeEntry } from "#components/time/time-entry.tsx";

/** What is audited changes when somebody changes it: the page asks again this often, and costs AWS nothing. */
const refreshMs = 30_000;
/** While the first readings are under way. */
const firstRefreshMs = 3_000;

type AuditMomentProps = {
  readonly choice: AuditChoice;
  readonly at: string;
  readonly mode: "now" | "recorded";
  readonly servedAt: string;
  /** Whether some account and region has not been read yet. */
  readonly reading: "begun" | "done";
};

/** Goes to another moment, and keeps what is shown of now up to date. */
export function AuditMoment({ choice, at, mode, servedAt, reading }: AuditMomentProps) {
  const { push, refresh } = useRouter();
  useEffect(() => {
    if (mode !== "now") return;
    const every = reading === "begun" ? firstRefreshMs : refreshMs;
    const timer = setInterval(() => {
      if (!document.hidden) refresh();
    }, every);
    return () => clearInterval(timer);
  }, [mode, reading, refresh]);
  return (
    <div className="ml-auto flex flex-wrap items-baseline gap-x-4">
      <TimeEntry
        label="as of"
        servedAt={servedAt}
        earliest={undefined}
        onGo={(moment) => push(toAuditPath({ ...choice, at: moment }))}
      />
      <PastNote
        at={at}
        mode={mode}
        servedAt={servedAt}
        onNow={() => push(toAuditPath({ ...choice, at: undefined }))}
      />
    </div>
  );
}
