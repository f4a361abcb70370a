import { InstanceTable } from "#components/group/instance-table.tsx";
import { listUnread, type SectionName, toCountText } from "#components/group/unread.ts";
import { UnreadNote } from "#components/group/unread-note.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import type { InstanceRow, Report } from "#lib/report/schema.ts";

const listNames = ["matching", "deployable", "targets"] as const;
export type ListName = (typeof listNames)[number];

export function parseListName(text: string | null): ListName {
  return listNames.find((name) => name === text) ?? "matching";
}

type InstanceListsProps = {
  readonly report: Report;
  readonly list: ListName;
  readonly onList: (list: ListName) => void;
};

/** The three lists an operator compares: what the group matches, what can take a deployment, what the deployment waits for. */
export function InstanceLists({ report, list, onList }: InstanceListsProps) {
  const { instances } = report;
  const toSection = (name: ListName): SectionName => (name === "targets" ? "targets" : "instances");
  return (
    <Tabs
      label="Instance lists"
      names={listNames}
      chosen={list}
      onChoose={onList}
      toTitle={(name) =>
        `${toListTitle(report, name)} ${toCountText(instances[name].length, listUnread(report, toSection(name)))}${toGhostNote(instances[name])}`
      }
    >
      <p className="my-2 text-[0.8125rem] text-muted">{toListNote(report, list)}</p>
      <UnreadNote report={report} section={toSection(list)} />
      <InstanceTable rows={instances[list]} report={report} label={toListTitle(report, list)} />
    </Tabs>
  );
}

export function toListTitle(report: Report, list: ListName): string {
  if (list === "matching") return "Matching";
  if (list === "deployable") return "Deployable";
  return report.instances.targetsOf === null ? "Targets" : `Targets of ${report.instances.targetsOf}`;
}

function toListNote(report: Report, list: ListName): string {
  if (list === "matching") {
    return "Rebuilt from tag rules and Auto Scaling members: no AWS API returns the console's list of matching instances.";
  }
  if (list === "deployable")
    return "Matching instances that exist and are in a state in which a deployment can reach them.";
  if (report.instances.targetsOf === null) return "No deployment has targets that could be read.";
  return `What CodeDeploy lists as the targets of ${report.instances.targetsOf}.`;
}

export function toGhostNote(rows: readonly InstanceRow[]): string {
  const ghosts = rows.filter((row) => row.ghost);
  if (ghosts.length === 0) return "";
  return ` (${ghosts.map((row) => row.letter).join(", ")} gone)`;
}
