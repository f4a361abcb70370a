import { listUnread } from "#components/group/unread.ts";
import type { Wiring, WiringEdge, WiringNode } from "#components/wiring/wiring.ts";
import { groupId, toTargetGroupId } from "#components/wiring/wiring-ids.ts";
import type { Report, TargetGroupView } from "#lib/report/schema.ts";

/** Where the traffic comes from: the target groups that the deployment group names, and the others its instances are in. */
export function wireTargetGroups(report: Report): Wiring {
  const read = new Map(report.targetGroups.map((group) => [group.name, group]));
  const names = [...new Set([...report.configuration.targetGroups, ...read.keys()])];
  const wires = names.map((name) => wireTargetGroup(report, name, read.get(name)));
  return { nodes: wires.map(({ node }) => node), edges: wires.flatMap(({ edge }) => edge ?? []) };
}

type Wire = { readonly node: WiringNode; readonly edge?: WiringEdge };

function wireTargetGroup(report: Report, name: string, group: TargetGroupView | undefined): Wire {
  const id = toTargetGroupId(name);
  const base = { id, column: "target-group", what: "Target group", name } as const;
  const isNamed = report.configuration.targetGroups.includes(name);
  const link = { from: groupId, to: id, label: "" };
  if (group !== undefined) {
    return {
      node: { ...base, ...toHealthWords(group), presence: "there" },
      ...(isNamed && { edge: { ...link, state: "whole" } }),
    };
  }
  const isRead = report.sources.some(
    ({ id: source, status }) => source === "elb-target-groups" && status === "ok",
  );
  if (!isRead || listUnread(report, "targetHealth").length > 0) {
    return {
      node: { ...base, state: "not read", tone: "unknown", presence: "not-read" },
      edge: { ...link, state: "not-read" },
    };
  }
  const sentence = `The deployment group names ${name}, but ELB has no target group of that name.`;
  return {
    node: { ...base, state: "does not exist", tone: "bad", presence: "missing" },
    edge: { ...link, state: "broken", label: "names", sentence },
  };
}

function toHealthWords({ counts, known }: TargetGroupView): Pick<WiringNode, "state" | "tone"> {
  if (!known) return { state: "health not read", tone: "unknown" };
  const states = Object.entries(counts);
  if (states.length === 0) return { state: "no targets", tone: "idle" };
  const isWell = states.every(([state]) => state === "healthy");
  const isBad = states.some(([state]) => state.startsWith("unhealthy"));
  return {
    state: states.map(([state, count]) => `${count} ${state}`).join(", "),
    tone: isWell ? "good" : isBad ? "bad" : "waiting",
  };
}
