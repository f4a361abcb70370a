"use client";

import { type ReactNode, useState } from "react";
import { HistoryNote } from "#components/data/history-note.tsx";
import { StaleNote } from "#components/data/live-note.tsx";
import { parseWindowPreset, type View } from "#components/data/report-path.ts";
import { useReport } from "#components/data/use-report.ts";
import { useUrlState } from "#components/data/use-url-state.ts";
import { GroupHeader } from "#components/group/group-header.tsx";
import { type LoadError, LoadFailure } from "#components/group/load-failure.tsx";
import { PastProvider } from "#components/time/past-context.tsx";
import { PastNote } from "#components/time/past-note.tsx";
import { TimeControl } from "#components/time/time-control.tsx";
import { useMoment } from "#components/time/use-moment.ts";
import type { Scope } from "#lib/domain/scope.ts";
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
  readonly servedAt: string;
  readonly inside?: string;
  readonly children: (report: Report, pace: "ticking" | "frozen") => ReactNode;
};

/** What every page of a group shares: its report, now or at a moment in the past, its header, and what is said when reading fails. */
export function ReportFrame({ scope, initialView, initial, servedAt, inside, children }: ReportFrameProps) {
  const { params } = useUrlState();
  const moment = useMoment();
  const view: View = { at: moment.at, window: parseWindowPreset(params.get("window")) };
  const asServed = view.window === initialView.window && view.at === initialView.at;
  const live = useReport(scope, view, initial.ok && asServed ? initial.report : undefined);
  const { trouble, retry } = live;
  const report = useKept(live.data);
  if (report === undefined) {
    const error =
      initial.ok || !asServed ? { code: "unread", message: trouble ?? "Reading." } : initial.error;
    return <LoadFailure scope={scope} error={error} retry={retry} />;
  }
  const pace = report.past.mode === "now" ? "ticking" : "frozen";
  return (
    <PastProvider at={view.at}>
      <GroupHeader
        report={report}
        pace={pace}
        trouble={trouble}
        {...(inside === undefined ? {} : { inside })}
      />
      <TimeControl past={report.past} moment={moment} servedAt={servedAt} />
      <PastNote at={report.at} mode={report.past.mode} servedAt={servedAt} />
      <StaleNote since={report.at} trouble={trouble} pace={pace} retry={retry} />
      <HistoryNote trouble={report.historyTrouble} />
      {children(report, pace)}
    </PastProvider>
  );
}

/** What was shown last stays while something else cannot be read: the way back must not vanish with it. */
function useKept(report: Report | undefined): Report | undefined {
  const [kept, setKept] = useState(report);
  if (report !== undefined && report !== kept) setKept(report);
  return report ?? kept;
}
