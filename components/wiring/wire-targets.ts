import { listUnread } from "#components/group/unread.ts";
import type { WiringEdge } from "#components/wiring/wiring.ts";
import { tagsId, toDeploymentId, toInstanceId, toName } from "#components/wiring/wiring-ids.ts";
import type { DeploymentView, InstanceRow, Report } from "#lib/report/schema.ts";

/** A deployment to more would only repeat what the Auto Scaling group shows. */
const fewTargets = 6;

const tagReason = /^tag (.+)$/;

/** From the tag rules that it fulfils. */
export function toTagEdges(row: InstanceRow): readonly WiringEdge[] {
  const rules = row.because.flatMap((reason) => tagReason.exec(reason)?.[1] ?? []);
  if (rules.length === 0) return [];
  const link = { from: tagsId, to: toInstanceId(row.instanceId), label: rules.join(", ") };
  if (!row.ghost) return [{ ...link, state: "whole" }];
  const sentence = `The tags of ${toName(row)} still match, and it is gone: EC2 says ${row.ec2}.`;
  return [{ ...link, state: "broken", sentence }];
}

/** From an open deployment: what it waits for though it is gone, what it works on though nothing selects it, and its few targets. */
export function wireDeploymentTarget(
  report: Report,
  deployment: DeploymentView,
  row: InstanceRow,
): readonly WiringEdge[] {
  const { id, targets, waitsForGhosts } = deployment;
  const target = targets.find(({ instanceId }) => instanceId === row.instanceId);
  const link = { from: toDeploymentId(id), to: toInstanceId(row.instanceId), label: "waits for" };
  if (waitsForGhosts.includes(row.instanceId)) {
    const sentence = `Deployment ${id} waits for ${toName(row)}, and it is gone: EC2 says ${row.ec2}.`;
    return [{ ...link, state: "broken", sentence }];
  }
  if (target === undefined) return [];
  const label = `target, ${target.status}`;
  if (isSelected(report, row)) return targets.length > fewTargets ? [] : [{ ...link, label, state: "whole" }];
  if (listUnread(report, "instances").length > 0) return [{ ...link, label, state: "not-read" }];
  const sentence = `${toName(row)} is a target of ${id}, but no Auto Scaling group and no tag rule of the deployment group selects it.`;
  return [{ ...link, label, state: "broken", sentence }];
}

function isSelected({ instances }: Report, { instanceId }: InstanceRow): boolean {
  return instances.matching.some((row) => row.instanceId === instanceId);
}
