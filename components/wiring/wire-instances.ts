import { listUnread } from "#components/group/unread.ts";
import { toHealthTone } from "#components/ui/health-tone.ts";
import { toTagEdges, wireDeploymentTarget } from "#components/wiring/wire-targets.ts";
import type { EdgeState, WiringEdge, WiringNode } from "#components/wiring/wiring.ts";
import {
  toAutoScalingGroupId,
  toHookId,
  toInstanceId,
  toName,
  toTargetGroupId,
} from "#components/wiring/wiring-ids.ts";
import { toEc2Tone, toLifecycleTone } from "#lib/domain/tones.ts";
import type { InstanceRow, Report } from "#lib/report/schema.ts";

/** An instance with the links that lead to it and from it. */
export type WiredInstance = {
  readonly node: WiringNode;
  readonly edges: readonly WiringEdge[];
  /** Trouble is never hidden among others. */
  readonly isTroubled: boolean;
};

/** Every instance of the group's lists, those in trouble first. */
export function wireInstances(report: Report): readonly WiredInstance[] {
  const { matching, targets, deployable } = report.instances;
  const rows = new Map([...targets, ...deployable, ...matching].map((row) => [row.instanceId, row]));
  const accused = new Set(
    report.findings
      .filter(({ severity, verdict }) => severity !== "info" && verdict !== "cannot-tell")
      .map(({ subject }) => subject.id),
  );
  const wired = [...rows.values()].map((row) => wireInstance(report, row, accused.has(row.instanceId)));
  return [...wired.filter(({ isTroubled }) => isTroubled), ...wired.filter(({ isTroubled }) => !isTroubled)];
}

function wireInstance(report: Report, row: InstanceRow, isAccused: boolean): WiredInstance {
  const edges = [
    ...toMemberEdges(report, row),
    ...toTagEdges(row),
    ...report.deployments.filter(({ open }) => open).flatMap((one) => wireDeploymentTarget(report, one, row)),
    ...toHealthEdges(report, row),
  ];
  const node = toInstanceNode(row);
  const isWell = node.tone === "good" || node.tone === "idle";
  return {
    node,
    edges,
    isTroubled: isAccused || row.ghost || !isWell || edges.some(({ state }) => state !== "whole"),
  };
}

function toInstanceNode(row: InstanceRow): WiringNode {
  const { instanceId, letter, name, ghost, ec2, autoScaling } = row;
  const lifecycle = autoScaling === null ? undefined : toLifecycleTone(autoScaling);
  const isRunning = ec2 === "running";
  return {
    id: toInstanceId(instanceId),
    column: "instance",
    what: ["Instance", letter, name ?? ""].filter((part) => part !== "").join(" "),
    name: instanceId,
    state: ghost ? `gone: EC2 says ${ec2}` : toStateText(row),
    tone: ghost ? "gone" : isRunning ? (lifecycle ?? "good") : toEc2Tone(ec2),
    presence: ghost ? "gone" : ec2 === "unknown" ? "not-read" : "there",
    page: { kind: "instance", id: instanceId },
  };
}

/** What each service says of it; what EC2 says only where that is not "running". */
function toStateText({ ec2, autoScaling, targetHealth }: InstanceRow): string {
  const own = ec2 === "running" && autoScaling !== null ? [] : [ec2];
  const health = targetHealth.map(({ state }) => state);
  return [...new Set([...own, ...(autoScaling === null ? [] : [autoScaling]), ...health])].join(", ");
}

/** From the Auto Scaling group, by way of the hook that holds it if one does. */
function toMemberEdges(report: Report, row: InstanceRow): readonly WiringEdge[] {
  const { autoScalingGroup, autoScaling, instanceId } = row;
  if (autoScalingGroup === null) return [];
  const to = toInstanceId(instanceId);
  const holding = report.hooks.filter(({ waits }) => waits.some((wait) => wait.instanceId === instanceId));
  if (holding.length > 0) {
    return holding.map((hook): WiringEdge => {
      const wait = hook.waits.find((one) => one.instanceId === instanceId);
      const sentence =
        `${hook.name} holds ${toName(row)} in ${wait?.lifecycleState ?? "its state"}. ${wait?.consequence ?? ""}`.trim();
      return { from: toHookId(hook), to, state: "waiting", label: "holds", sentence };
    });
  }
  const link = { from: toAutoScalingGroupId(autoScalingGroup), to };
  if (row.ghost) {
    const sentence = `${autoScalingGroup} still lists ${toName(row)} as ${autoScaling ?? "a member"}, and it is gone: EC2 says ${row.ec2}.`;
    return [{ ...link, state: "broken", label: autoScaling ?? "", sentence }];
  }
  return [{ ...link, state: "whole", label: "" }];
}

/** To the target groups: as registered, and where a registration is absent that should be there. */
function toHealthEdges(report: Report, row: InstanceRow): readonly WiringEdge[] {
  const from = toInstanceId(row.instanceId);
  const registered = row.targetHealth.map(({ targetGroup, state, reason }): WiringEdge => {
    const link = { from, to: toTargetGroupId(targetGroup), label: state };
    if (row.ghost) {
      const sentence = `${targetGroup} still has ${toName(row)} as ${state}, and it is gone: EC2 says ${row.ec2}.`;
      return { ...link, state: "broken", sentence };
    }
    const edgeState = toEdgeState(state);
    if (edgeState !== "broken") return { ...link, state: edgeState };
    const why = reason === null ? "" : ` (${reason})`;
    return { ...link, state: edgeState, sentence: `${targetGroup} finds ${toName(row)} ${state}${why}.` };
  });
  return [...registered, ...toAbsentEdges(report, row)];
}

function toEdgeState(health: string): EdgeState {
  const tone = toHealthTone(health);
  return tone === "bad" ? "broken" : tone === "good" || tone === "idle" ? "whole" : "waiting";
}

function toAbsentEdges(report: Report, row: InstanceRow): readonly WiringEdge[] {
  if (row.ghost || row.ec2 !== "running" || row.autoScaling !== "InService") return [];
  if (listUnread(report, "targetHealth").length > 0) return [];
  const existing = new Set(report.targetGroups.filter(({ known }) => known).map(({ name }) => name));
  const registered = new Set(row.targetHealth.map(({ targetGroup }) => targetGroup));
  const busy = report.deployments.find(
    ({ open, targets }) => open && targets.some(({ instanceId }) => instanceId === row.instanceId),
  );
  return report.configuration.targetGroups
    .filter((name) => existing.has(name) && !registered.has(name))
    .map((name): WiringEdge => {
      const link = { from: toInstanceId(row.instanceId), to: toTargetGroupId(name), label: "not registered" };
      const what = `${toName(row)} is in service in ${row.autoScalingGroup}, but not registered in ${name}`;
      // A deployment takes its instances out of the traffic and puts them back.
      return busy === undefined
        ? { ...link, state: "broken", sentence: `${what}: it gets no traffic from it.` }
        : { ...link, state: "waiting", sentence: `${what}, while ${busy.id} is under way.` };
    });
}
