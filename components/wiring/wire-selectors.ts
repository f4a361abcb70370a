import { listUnread } from "#components/group/unread.ts";
import type { Wiring, WiringEdge, WiringNode } from "#components/wiring/wiring.ts";
import { groupId, tagsId, toAutoScalingGroupId, toDeploymentId } from "#components/wiring/wiring-ids.ts";
import type { AutoScalingGroupView, DeploymentView, Report } from "#lib/report/schema.ts";

/** What makes an instance belong to the deployment group: its Auto Scaling groups, its tag rules, and the deployments under way. */
export function wireSelectors(report: Report): Wiring {
  const named = report.configuration.autoScalingGroups;
  const read = new Map(report.autoScalingGroups.map((group) => [group.name, group]));
  const names = [...new Set([...named, ...(report.configuration.known ? [] : read.keys())])];
  const parts = [
    ...names.map((name) => wireAutoScalingGroup(report, name, read.get(name))),
    ...report.deployments.filter(({ open }) => open).map(wireDeployment),
  ];
  const tags = report.configuration.tagRules;
  if (tags.length > 0) parts.push(wireTags(tags));
  return { nodes: parts.map(({ node }) => node), edges: parts.map(({ edge }) => edge) };
}

type Wire = { readonly node: WiringNode; readonly edge: WiringEdge };

function wireAutoScalingGroup(report: Report, name: string, group: AutoScalingGroupView | undefined): Wire {
  const id = toAutoScalingGroupId(name);
  const base = { id, column: "selector", what: "Auto Scaling group", name } as const;
  const link = { from: groupId, to: id, label: "" };
  if (group !== undefined) {
    const suspended = group.suspended.length === 0 ? "" : `, ${group.suspended.length} suspended`;
    const isShort = group.inService < group.desired;
    return {
      node: {
        ...base,
        state: `${group.inService} of ${group.desired} in service${suspended}`,
        tone: group.status !== null || isShort || suspended !== "" ? "waiting" : "good",
        presence: "there",
      },
      edge: { ...link, state: "whole" },
    };
  }
  if (listUnread(report, "membership").length > 0) {
    return {
      node: { ...base, state: "not read", tone: "unknown", presence: "not-read" },
      edge: { ...link, state: "not-read" },
    };
  }
  const sentence = `The deployment group names ${name}, but Auto Scaling has no group of that name.`;
  return {
    node: { ...base, state: "does not exist", tone: "bad", presence: "missing" },
    edge: { ...link, state: "broken", label: "names", sentence },
  };
}

function wireDeployment(deployment: DeploymentView): Wire {
  const { id, status, tone } = deployment;
  return {
    node: {
      id: toDeploymentId(id),
      column: "selector",
      what: "Deployment",
      name: id,
      state: status,
      tone,
      presence: "there",
      page: { kind: "deployment", id },
    },
    edge: { from: groupId, to: toDeploymentId(id), state: "whole", label: "" },
  };
}

function wireTags(rules: readonly string[]): Wire {
  return {
    node: {
      id: tagsId,
      column: "selector",
      what: rules.length === 1 ? "Tag rule" : "Tag rules",
      name: rules.join(", "),
      state: "any instance with such tags",
      tone: "idle",
      presence: "there",
    },
    edge: { from: groupId, to: tagsId, state: "whole", label: "" },
  };
}
