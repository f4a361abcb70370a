import { listUnread } from "#components/group/unread.ts";
import { foldInstances } from "#components/wiring/fold-instances.ts";
import { wireHooks } from "#components/wiring/wire-hooks.ts";
import { wireInstances } from "#components/wiring/wire-instances.ts";
import { wireSelectors } from "#components/wiring/wire-selectors.ts";
import { wireTargetGroups } from "#components/wiring/wire-target-groups.ts";
import type { Wiring, WiringNode } from "#components/wiring/wiring.ts";
import { groupId } from "#components/wiring/wiring-ids.ts";
import type { Report } from "#lib/report/schema.ts";

/** How a deployment group hangs together: what selects its instances, what holds them, who sends them traffic, and what is broken. */
export function buildWiring(report: Report): Wiring {
  const selectors = wireSelectors(report);
  const hooks = wireHooks(report);
  const targetGroups = wireTargetGroups(report);
  const known = new Set([...selectors.nodes, ...hooks.nodes, ...targetGroups.nodes].map(({ id }) => id));
  const instances = foldInstances(wireInstances(report), known);
  const parts: readonly Wiring[] = [
    { nodes: [toGroupNode(report)], edges: [] },
    selectors,
    hooks,
    instances,
    targetGroups,
  ];
  const nodes = parts.flatMap((part) => part.nodes);
  const ids = new Set(nodes.map(({ id }) => id));
  const reached = new Set(instances.edges.map(({ to }) => to));
  const edges = parts
    .flatMap((part) => part.edges)
    .filter(({ from, to }) => ids.has(from) && ids.has(to))
    // The group's own link to a target group says something only where no instance leads there.
    .filter((edge) => edge.state !== "whole" || edge.from !== groupId || !reached.has(edge.to));
  return { nodes, edges };
}

function toGroupNode(report: Report): WiringNode {
  const { application, group } = report.scope;
  const unread = listUnread(report, "instances");
  return {
    id: groupId,
    column: "group",
    what: "Deployment group",
    name: `${application} / ${group}`,
    state: report.configuration.known ? (report.configuration.configName ?? "") : "not read",
    tone: report.configuration.known && unread.length === 0 ? "idle" : "unknown",
    presence: report.configuration.known ? "there" : "not-read",
  };
}
