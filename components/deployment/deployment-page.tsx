"use client";

import { Diagnostics } from "#components/deployment/diagnostics.tsx";
import { EventMatrix } from "#components/deployment/event-matrix.tsx";
import { toProgressText } from "#components/group/deployment-table.tsx";
import { NotInReport } from "#components/group/not-in-report.tsx";
import { ReportFrame, type ReportFrameProps } from "#components/group/report-frame.tsx";
import { Section } from "#components/group/section.tsx";
import { SourcesStrip } from "#components/group/sources-strip.tsx";
import { LinkedText } from "#components/ui/linked-text.tsx";
import { Age, Moment } from "#components/ui/moment.tsx";
import { GroupLink } from "#components/ui/resource-link.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import type { DeploymentView, Report } from "#lib/report/schema.ts";

type DeploymentPageViewProps = Omit<ReportFrameProps, "children" | "inside"> & { readonly id: string };

/** One deployment inside its group: whom it deploys to, how far each is, whom it waits for, what stopping costs. */
export function DeploymentPageView({ id, ...frame }: DeploymentPageViewProps) {
  return (
    <ReportFrame {...frame} inside={`Deployment ${id}`}>
      {(report) => {
        const deployment = report.deployments.find((known) => known.id === id);
        if (deployment === undefined) return <NotInReport report={report} noun="deployment" id={id} />;
        return <DeploymentBody deployment={deployment} report={report} />;
      }}
    </ReportFrame>
  );
}

type DeploymentBodyProps = { readonly deployment: DeploymentView; readonly report: Report };

function DeploymentBody({ deployment, report }: DeploymentBodyProps) {
  const { scope } = report;
  return (
    <>
      <SourcesStrip report={report} />
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
        {deployment.waitsForGhosts.length > 0 && (
          <p className="font-semibold">
            Waits for <LinkedText text={deployment.waitsForGhosts.join(", ")} scope={scope} />: gone, will
            never answer. <GroupLink scope={scope}>What to do</GroupLink>
          </p>
        )}
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
        <p className="text-[0.8125rem] wrap-anywhere text-muted">
          {[deployment.configName, deployment.revision, deployment.description]
            .filter((part) => part !== null)
            .join(" · ")}
        </p>
      </section>
      <Section id="targets" title="Targets and lifecycle events">
        <Targets deployment={deployment} report={report} />
      </Section>
      <Section id="diagnostics" title="Diagnostics and logs">
        <Diagnostics targets={deployment.targets} report={report} />
      </Section>
    </>
  );
}

function Targets({ deployment, report }: DeploymentBodyProps) {
  if (deployment.targetsKnown === "not-started") {
    return <p>It has not started: CodeDeploy lists no targets before it does.</p>;
  }
  if (deployment.targetsKnown === "not-read") {
    return <p>Its targets have not been read, so nothing can be said of them.</p>;
  }
  if (deployment.targets.length === 0) return <p>CodeDeploy lists no target for it.</p>;
  return <EventMatrix label="Targets and lifecycle events" targets={deployment.targets} report={report} />;
}
