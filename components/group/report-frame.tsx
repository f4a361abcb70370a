"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { StaleNote } from "#components/data/live-note.tsx";
import { parseWindowPreset, type View } from "#components/data/report-path.ts";
import { useReport } from "#components/data/use-report.ts";
import { useUrlState } from "#components/data/use-url-state.ts";
import { GroupHeader } from "#components/group/group-header.tsx";
import { type LoadError, LoadFailure } from "#components/group/load-failure.tsx";
import { Moment } from "#components/ui/moment.tsx";
import { PastProvider } from "#components/ui/resource-link.tsx";
import { type Scope, toScopePath } from "#lib/domain/scope.ts";
import type { Report } from "#lib/report/schema.ts";

/** What the server found when the page was asked for. */
export type InitialReport =
  | { readonly ok: true; readonly report: Report }
  | { readonly ok: false; readonly error: LoadError };

export type ReportFrameProps = {
  readonly scope: Scope;
  /** What `initial` shows; the URL may have moved on since. */
  readonly initialView: View;
  readonly initial: InitialReport;
  readonly inside?: string;
  readonly children: (report: Report, pace: "ticking" | "frozen") => ReactNode;
};

/** What every page of a group shares: the live report, its header, and what is said when reading fails. */
export function ReportFrame({ scope, initialView, initial, inside, children }: ReportFrameProps) {
  const { params } = useUrlState();
  const view: View = { at: initialView.at, window: parseWindowPreset(params.get("window")) };
  const first = initial.ok && view.window === initialView.window ? initial.report : undefined;
  const { data: report, trouble, retry } = useReport(scope, view, first);
  if (report === undefined) {
    const error = initial.ok ? { code: "unread", message: trouble ?? "Reading." } : initial.error;
    return <LoadFailure scope={scope} error={error} retry={retry} />;
  }
  const pace = view.at === undefined ? "ticking" : "frozen";
  return (
    <PastProvider at={view.at}>
      <GroupHeader
        report={report}
        pace={pace}
        trouble={trouble}
        {...(inside === undefined ? {} : { inside })}
      />
      {pace === "frozen" && (
        <p role="note" className="panel mb-2 border-l-6 border-l-edge px-3 py-1.5">
          You are looking at the past, as it was known at{" "}
          <strong>
            {report.at.slice(0, 10)} <Moment iso={report.at} at={report.at} />
          </strong>
          . <Link href={toScopePath(scope)}>Show now</Link>
        </p>
      )}
      <StaleNote since={report.at} trouble={trouble} retry={retry} />
      {children(report, pace)}
    </PastProvider>
  );
}
