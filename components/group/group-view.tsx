"use client";

import { parseWindowPreset } from "#components/data/report-path.ts";
import { useUrlState } from "#components/data/use-url-state.ts";
import { AnswerBox } from "#components/group/answer-box.tsx";
import { FindingDetail } from "#components/group/finding-detail.tsx";
import { findByKey } from "#components/group/finding-key.ts";
import { FindingList } from "#components/group/finding-list.tsx";
import { GroupSections } from "#components/group/group-sections.tsx";
import { ReportFrame, type ReportFrameProps } from "#components/group/report-frame.tsx";
import { SourcesStrip } from "#components/group/sources-strip.tsx";
import { WaitPanel } from "#components/group/wait-panel.tsx";
import { WindowChoice } from "#components/group/window-choice.tsx";
import { Timeline } from "#components/timeline/timeline.tsx";
import type { Report } from "#lib/report/schema.ts";

type GroupViewProps = Omit<ReportFrameProps, "children" | "inside">;

/** One deployment group: the answer, what it rests on, and everything that was read. */
export function GroupView(props: GroupViewProps) {
  return <ReportFrame {...props}>{(report, pace) => <GroupBody report={report} pace={pace} />}</ReportFrame>;
}

type GroupBodyProps = { readonly report: Report; readonly pace: "ticking" | "frozen" };

function GroupBody({ report, pace }: GroupBodyProps) {
  const { params, change } = useUrlState();
  const finding = findByKey(report.findings, params.get("finding"));
  return (
    <>
      <SourcesStrip report={report} />
      <AnswerBox report={report} pace={pace} onOpenRule={(rule) => change("push", { finding: rule })} />
      <WaitPanel report={report} pace={pace} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3 lg:grid-cols-[17rem_minmax(0,1fr)]">
        <FindingList
          findings={report.findings}
          selected={finding}
          onSelect={(key) => change("push", { finding: key })}
        />
        <div className="min-w-0">
          {finding !== undefined && (
            <FindingDetail
              finding={finding}
              findings={report.findings}
              scope={report.scope}
              at={report.at}
              onClose={() => change("push", { finding: undefined })}
              onSelect={(key) => change("push", { finding: key })}
            />
          )}
          <Timeline
            report={report}
            lanes={report.lanes}
            selected={params.get("lane") ?? undefined}
            onSelect={(lane) => change("replace", { lane })}
            finding={finding}
            onFinding={(key) => change("push", { finding: key })}
          >
            <WindowChoice
              chosen={parseWindowPreset(params.get("window"))}
              onChoose={(preset) => change("replace", { window: preset })}
            />
          </Timeline>
        </div>
      </div>
      <GroupSections report={report} pace={pace} />
    </>
  );
}
