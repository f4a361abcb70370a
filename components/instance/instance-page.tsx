"use client";

import { useRouter } from "next/navigation";
import { EventMatrix } from "#components/deployment/event-matrix.tsx";
import { ActivityTable } from "#components/group/activity-table.tsx";
import { DeploymentTable } from "#components/group/deployment-table.tsx";
import { FindingList } from "#components/group/finding-list.tsx";
import { HookList } from "#components/group/hook-list.tsx";
import { InstanceTable } from "#components/group/instance-table.tsx";
import { NotInReport } from "#components/group/not-in-report.tsx";
import { ReportFrame, type ReportFrameProps } from "#components/group/report-frame.tsx";
import { Section } from "#components/group/section.tsx";
import { SourcesStrip } from "#components/group/sources-strip.tsx";
import { namesInstance, toInstanceReport } from "#components/instance/instance-report.ts";
import { RevisionTable } from "#components/instance/revision-table.tsx";
import { toStory } from "#components/instance/story.ts";
import { StoryList } from "#components/instance/story-list.tsx";
import "#components/instance/instance.css";
import { usePast } from "#components/time/past-context.tsx";
import { LaneTable } from "#components/timeline/lane-table.tsx";
import { toScene } from "#components/timeline/scene.ts";
import { Timeline } from "#components/timeline/timeline.tsx";
import { toScopePath } from "#lib/domain/scope.ts";
import type { Report } from "#lib/report/schema.ts";

type InstancePageViewProps = Omit<ReportFrameProps, "children" | "inside"> & { readonly id: string };

/** Everything one instance did, and everything that names it. */
export function InstancePageView({ id, ...frame }: InstancePageViewProps) {
  return (
    <ReportFrame {...frame} inside={`Instance ${id}`}>
      {(report, pace) => {
        if (!namesInstance(report, id)) return <NotInReport report={report} noun="instance" id={id} />;
        return <InstanceBody id={id} group={report} report={toInstanceReport(report, id)} pace={pace} />;
      }}
    </ReportFrame>
  );
}

type InstanceBodyProps = {
  readonly id: string;
  /** The whole group's report: what the instance is compared with. */
  readonly group: Report;
  readonly report: Report;
  readonly pace: "ticking" | "frozen";
};

function InstanceBody({ id, group, report, pace }: InstanceBodyProps) {
  const { lanes, instances, deployments, hooks, findings } = report;
  const [lane] = lanes;
  const router = useRouter();
  const past = usePast();
  return (
    <>
      <SourcesStrip report={report} />
      <Timeline report={report} lanes={lanes} selected={id} />
      <div className="mt-3">
        <FindingList
          findings={findings}
          selected={undefined}
          onSelect={(key) => router.push(`${toScopePath(report.scope)}?${toFindingQuery(key, past)}`)}
        />
      </div>
      <Section
        id="story"
        title="Its story"
        note="What changed, by time. What was not read is left out, never guessed."
      >
        <StoryList
          story={toStory({ lane, deployments, activities: report.activities, row: instances.matching[0] })}
          report={report}
        />
      </Section>
      <Section id="revisions" title="Its revisions">
        <RevisionTable id={id} report={report} gone={isGone(report, id)} />
      </Section>
      <Section id="facts" title="What the services say of it">
        <InstanceTable rows={instances.matching} report={report} label={`Facts of ${id}`} />
      </Section>
      {hooks.length > 0 && (
        <Section id="hooks" title="Hooks that hold it">
          <HookList report={report} pace={pace} />
        </Section>
      )}
      <Section id="deployments" title="Deployments that target it">
        <DeploymentTable deployments={deployments} report={report} />
        {deployments.map((deployment) => (
          <div key={deployment.id} className="mt-3">
            <h3 className="id">{deployment.id}</h3>
            <EventMatrix
              label={`Lifecycle events of ${deployment.id}`}
              deployment={group.deployments.find(({ id: known }) => known === deployment.id) ?? deployment}
              report={group}
              only={id}
            />
          </div>
        ))}
      </Section>
      <Section id="activities" title="Scaling activities that name it">
        <ActivityTable report={report} />
      </Section>
      {lane !== undefined && (
        <Section id="log" title="All of it by time">
          <LaneTable lane={lane} scene={toScene(report)} />
        </Section>
      )}
    </>
  );
}

function isGone({ instances, deployments }: Report, id: string): boolean {
  return (
    instances.matching.some(({ ec2, terminatedAt }) => ec2 === "terminated" || terminatedAt !== null) ||
    deployments.some(({ targets }) => targets.some((target) => target.instanceId === id && target.gone))
  );
}

/** The finding stands on the group's page; who looks at the past stays there. */
function toFindingQuery(finding: string, at: string | undefined): string {
  return new URLSearchParams({ finding, ...(at === undefined ? {} : { at }) }).toString();
}
