"use client";

import { useUrlState } from "#components/data/use-url-state.ts";
import { ActivityTable } from "#components/group/activity-table.tsx";
import { ConfigurationList } from "#components/group/configuration-list.tsx";
import { DeploymentTable } from "#components/group/deployment-table.tsx";
import { DetachingList } from "#components/group/detaching-list.tsx";
import { HookList } from "#components/group/hook-list.tsx";
import { InstanceLists, parseListName, toGhostNote } from "#components/group/instance-lists.tsx";
import { Section } from "#components/group/section.tsx";
import { UndecodedTexts } from "#components/group/undecoded-texts.tsx";
import { listUnread, type SectionName, toCountText } from "#components/group/unread.ts";
import { UnreadNote } from "#components/group/unread-note.tsx";
import { WiringSection } from "#components/wiring/wiring-section.tsx";
import type { Report } from "#lib/report/schema.ts";

type GroupSectionsProps = { readonly report: Report; readonly pace: "ticking" | "frozen" };

/** Everything below the first screen, with a line of anchors that says how much there is. */
export function GroupSections({ report, pace }: GroupSectionsProps) {
  const { params, change } = useUrlState();
  const { instances, hooks, activities, deployments } = report;
  const held = hooks.reduce((sum, hook) => sum + hook.waits.length, 0);
  const toCount = (count: number, section: SectionName) => toCountText(count, listUnread(report, section));
  return (
    <>
      <nav
        aria-label="Sections of this page"
        className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-[0.8125rem]"
      >
        <a href="#instances">
          matching {toCount(instances.matching.length, "instances")}
          {toGhostNote(instances.matching)} · deployable {toCount(instances.deployable.length, "instances")} ·
          targets {toCount(instances.targets.length, "targets")}
        </a>
        <a href="#wiring">wiring</a>
        <a href="#hooks">
          hooks {toCount(hooks.length, "hooks")}
          {held > 0 && ` (${held} held)`}
        </a>
        <a href="#activities">scaling activities {toCount(activities.length, "activities")}</a>
        <a href="#deployments">deployments {toCount(deployments.length, "deployments")}</a>
        <a href="#configuration">configuration</a>
      </nav>
      <Section id="instances" title="Instances">
        <DetachingList report={report} pace={pace} />
        <InstanceLists
          report={report}
          list={parseListName(params.get("list"))}
          onList={(list) => change("replace", { list: list === "matching" ? undefined : list })}
        />
      </Section>
      <WiringSection report={report} />
      <Section id="hooks" title="Lifecycle hooks">
        <UnreadNote report={report} section="hooks" />
        <HookList report={report} pace={pace} />
      </Section>
      <Section
        id="activities"
        title="Scaling activities"
        note="Auto Scaling's own words; what they mean only where the wording is a known one."
      >
        <UnreadNote report={report} section="activities" />
        <ActivityTable report={report} />
      </Section>
      <Section id="deployments" title="Deployments">
        <UnreadNote report={report} section="deployments" />
        <DeploymentTable deployments={deployments} report={report} />
      </Section>
      <Section id="configuration" title="Configuration of the group">
        <ConfigurationList report={report} />
      </Section>
      <UndecodedTexts report={report} />
    </>
  );
}
