"use client";

import { useUrlState } from "#components/data/use-url-state.ts";
import { AwaitedList } from "#components/deployment/awaited-list.tsx";
import { type DeploymentScene, toDeploymentScene } from "#components/deployment/deployment-report.ts";
import { DeploymentTargets } from "#components/deployment/deployment-targets.tsx";
import { RolloutPicture } from "#components/deployment/rollout-picture.tsx";
import { toProgressText } from "#components/group/deployment-table.tsx";
import { NotInReport } from "#components/group/not-in-report.tsx";
import { ReportFrame, type ReportFrameProps } from "#components/group/report-frame.tsx";
import { Section } from "#components/group/section.tsx";
import { SourcesStrip } from "#components/group/sources-strip.tsx";
import { Timeline } from "#components/timeline/timeline.tsx";
import { Breakable } from "#components/ui/breakable.tsx";
import { LinkedText } from "#components/ui/linked-text.tsx";
import { Age, Moment } from "#components/ui/moment.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import type { DeploymentView, Report } from "#lib/report/schema.ts";

type DeploymentPageViewProps = Omit<ReportFrameProps, "children" | "inside"> & { readonly id: string };

/** One deployment inside its group: whom it deploys to, how far each is, whom it waits for, what stopping costs. */
export function DeploymentPageView({ id, ...frame }: DeploymentPageViewProps) {
  return (
    <ReportFrame {...frame} inside={`Deployment ${id}`}>
      {(report, pace) => {
        const deployment = report.deployments.find((known) => known.id === id);
        if (deployment === undefined) return <NotInReport report={report} noun="deployment" id={id} />;
        return <DeploymentBody deployment={deployment} report={report} pace={pace} />;
      }}
    </ReportFrame>
  );
}

type DeploymentBodyProps = {
  readonly deployment: DeploymentView;
  readonly report: Report;
  readonly pace: "ticking" | "frozen";
};

function DeploymentBody({ deployment, report, pace }: DeploymentBodyProps) {
  const { params, change } = useUrlState();
  const scene = toDeploymentScene(report, deployment);
  const selected = params.get("lane") ?? undefined;
  return (
    <>
      <SourcesStrip report={report} />
      <DeploymentSummary deployment={deployment} report={report} pace={pace} />
      <div className="mt-3">
        <CoverNote scene={scene} deployment={deployment} />
        <Timeline
          report={scene.report}
          lanes={scene.report.lanes}
          selected={selected}
          onSelect={(lane) => change("replace", { lane })}
        />
      </div>
      {deployment.targets.length > 0 && (
        <Section id="rollout" title="Rollout by batch">
          <RolloutPicture deployment={deployment} report={report} />
        </Section>
      )}
      <Section id="targets" title="Targets and lifecycle events">
        <DeploymentTargets
          deployment={deployment}
          report={report}
          selected={selected}
          onOpen={(lane) => change("replace", { lane })}
        />
      </Section>
    </>
  );
}

function DeploymentSummary({ deployment, report, pace }: DeploymentBodyProps) {
  const { scope } = report;
  return (
    <section data-tone={deployment.tone} aria-label="Summary" className="panel answer space-y-2">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <StateChip tone={deployment.tone}>{deployment.status}</StateChip>
        <span>made by {deployment.creatorText}</span>
        {deployment.createdAt !== null && (
          <span>
            created <Moment iso={deployment.createdAt} at={report.at} />,{" "}
            <Age iso={deployment.createdAt} at={report.at} /> ago
          </span>
        )}
        {!deployment.open && deployment.completedAt !== null && (
          <span>
            completed <Moment iso={deployment.completedAt} at={report.at} />
          </span>
        )}
        <span className="text-muted">{toProgressText(deployment)}</span>
      </p>
      <AwaitedList deployment={deployment} report={report} pace={pace} />
      {deployment.ifStopped !== null && (
        <p>
          <LinkedText text={deployment.ifStopped} scope={scope} />
        </p>
      )}
      {deployment.errorMessage !== null && (
        <p>
          <strong>{deployment.errorCode ?? "Error"}:</strong>{" "}
          <LinkedText text={deployment.errorMessage} scope={scope} />
        </p>
      )}
      {deployment.errorMeaning !== undefined && (
        <p>
          <strong>That means:</strong> {deployment.errorMeaning}
        </p>
      )}
      <p className="text-[0.8125rem] text-muted">
        <Breakable
          text={[deployment.configName, deployment.revision, deployment.description]
            .filter((part) => part !== null)
            .join(" · ")}
        />
      </p>
    </section>
  );
}

type CoverNoteProps = { readonly scene: DeploymentScene; readonly deployment: DeploymentView };

/** The timeline reaches as far back as the report does. */
function CoverNote({ scene, deployment }: CoverNoteProps) {
  if (scene.covers === "all") return null;
  const from = toText(scene.report.window.from);
  return (
    <p className="pb-1 text-[0.8125rem] text-muted">
      {scene.covers === "none"
        ? `This deployment ended before ${from} UTC, where this report’s window begins: the timeline shows what its targets did afterwards.`
        : `This deployment began ${toText(deployment.createdAt ?? "")} UTC, before this report’s window: the timeline shows it from ${from} UTC on.`}
    </p>
  );
}

function toText(iso: string): string {
  return iso.slice(0, 19).replace("T", " ");
}
