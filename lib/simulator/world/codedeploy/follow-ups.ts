import { activeFleetRun, createDeployment, isFinal } from "#lib/simulator/world/codedeploy/deployments.ts";
import { lastSuccessfulRevision, toGroupKey } from "#lib/simulator/world/codedeploy/groups.ts";
import { listMembers } from "#lib/simulator/world/codedeploy/matching.ts";
import { toRevisionKey } from "#lib/simulator/world/codedeploy/revisions.ts";
import { isGone } from "#lib/simulator/world/ec2/instances.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimDeployment, SimDeploymentGroup } from "#lib/simulator/world/state.ts";

/** Deployments that CodeDeploy makes by itself after others: rollbacks, and updates of instances that came up with an older revision. */
export function connectFollowUps(model: RegionModel): void {
  model.on("deployment", (signal) => {
    const deployment = model.state.deployments.get(signal.deploymentId);
    if (deployment === undefined || !isFinal(deployment) || deployment.deploymentType === "BLUE_GREEN")
      return;
    const group = model.state.deploymentGroups.get(toGroupKey(deployment));
    if (group === undefined) return;
    if (deployment.status === "Failed" && group.autoRollback) rollBack(model, group, deployment);
    if (deployment.status === "Succeeded") updateOutdated(model, group, deployment);
  });
}

/** A rollback is a new deployment of the last successful revision (CD:deployments-rollback-and-redeploy). Gives it, where there is one. */
export function rollBack(
  model: RegionModel,
  group: SimDeploymentGroup,
  deployment: SimDeployment,
): SimDeployment | undefined {
  const revision = lastSuccessfulRevision(model, group);
  if (!isOfFleet(deployment) || deployment.creator === "codeDeployRollback" || revision === undefined)
    return undefined;
  if (activeFleetRun(model, deployment) !== undefined) return undefined;
  const rollback = createDeployment(model, {
    application: group.application,
    group: group.name,
    revision,
    creator: "codeDeployRollback",
    kind: "fleet",
    configName: deployment.configName,
    description: `Rollback of ${deployment.id}`,
  });
  rollback.rollbackOf = deployment.id;
  deployment.rollbackDeploymentId = rollback.id;
  return rollback;
}

/** Scale-out during a fleet deployment gets the revision before; a follow-on brings it up to date (CD:integrations-aws-auto-scaling). */
function updateOutdated(model: RegionModel, group: SimDeploymentGroup, deployment: SimDeployment): void {
  if (group.outdatedInstancesStrategy === "IGNORE" || activeFleetRun(model, deployment) !== undefined) return;
  const release = model.state.deployments.get(group.lastSuccessful ?? "");
  if (release === undefined || deployment.creator === "autoscalingTermination") return;
  const had = new Set(isOfFleet(deployment) ? deployment.targets?.map((target) => target.instanceId) : []);
  const outdated = listMembers(model, group)
    .filter((member) => ["InService", "Pending:Wait", "Pending:Proceed"].includes(member.lifecycleState))
    .map((member) => member.instanceId)
    .filter((id) => !had.has(id) && isOutdated(model, id, release));
  if (outdated.length === 0) return;
  const update = createDeployment(model, {
    application: group.application,
    group: group.name,
    revision: release.revision,
    creator: "CodeDeployAutoUpdate",
    kind: "fleet",
    only: outdated,
  });
  release.autoUpdateDeploymentIds = [...(release.autoUpdateDeploymentIds ?? []), update.id];
}

/** Runs another revision than it should, and no deployment is at work on it. */
function isOutdated(model: RegionModel, instanceId: string, release: SimDeployment): boolean {
  const machine = model.hidden.machines.get(instanceId);
  const revision = machine?.revisions.get(toGroupKey(release));
  if (revision === undefined || machine?.busyWith !== undefined || isGone(model, instanceId)) return false;
  return toRevisionKey(revision) !== toRevisionKey(release.revision);
}

function isOfFleet(deployment: SimDeployment): boolean {
  return !["autoscaling", "autoscalingTermination"].includes(deployment.creator);
}
