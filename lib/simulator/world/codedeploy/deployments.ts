import { findDeploymentGroup, type GroupName, toGroupKey } from "#lib/simulator/world/codedeploy/groups.ts";
import { closeTargets } from "#lib/simulator/world/codedeploy/target-record.ts";
import { findNamed, refuse } from "#lib/simulator/world/refusal.ts";
import type { DeploymentFault, DeploymentRun, RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimDeployment, SimRevision } from "#lib/simulator/world/state.ts";

export type DeploymentOrder = GroupName & {
  readonly revision: SimRevision;
  readonly creator: SimDeployment["creator"];
  readonly kind: DeploymentRun["kind"];
  readonly configName?: string;
  readonly description?: string;
  readonly only?: readonly string[];
  readonly action?: DeploymentRun["action"];
};

type FinalStatus = "Succeeded" | "Failed" | "Stopped";
const finalStatuses: readonly string[] = ["Succeeded", "Failed", "Stopped"];

/** CreateDeployment. One fleet deployment at a time per group; those for launches and terminations do not count (CD:limits). */
export function createDeployment(model: RegionModel, order: DeploymentOrder): SimDeployment {
  const { world, state, hidden } = model;
  const group = findDeploymentGroup(model, order);
  const active = isFleetKind(order.kind) ? activeFleetRun(model, order) : undefined;
  if (active !== undefined && world.parameters.secondFleetDeployment === "refused")
    refuse(`The Deployment Group '${order.group}' already has an active Deployment '${active.deploymentId}'`);
  const configName = order.configName ?? group.configName;
  findNamed(state.deploymentConfigs, configName, "No deployment configuration");
  const deployment: SimDeployment = {
    id: world.ids.deployment(),
    application: order.application,
    group: order.group,
    status: "Created",
    creator: order.creator,
    createTime: world.now(),
    configName,
    revision: order.revision,
    deploymentType: order.kind === "blue-green" ? "BLUE_GREEN" : "IN_PLACE",
    ...(order.description === undefined ? {} : { description: order.description }),
  };
  hidden.runs.set(deployment.id, {
    deploymentId: deployment.id,
    kind: order.kind,
    groupKey: toGroupKey(order),
    ...(order.only === undefined ? {} : { only: order.only }),
    ...(order.action === undefined ? {} : { action: order.action }),
    turns: new Set(),
    waitsForGhosts: new Set(),
    phases: [],
  });
  state.deployments.set(deployment.id, deployment);
  group.lastAttempted = deployment.id;
  model.emit({ kind: "deployment", deploymentId: deployment.id, to: "Created" });
  return deployment;
}

export function isFleetKind(kind: DeploymentRun["kind"]): boolean {
  return kind === "fleet" || kind === "blue-green";
}

/** The group's fleet deployment that has not ended, the oldest where some are queued. */
export function activeFleetRun(model: RegionModel, name: GroupName): DeploymentRun | undefined {
  return activeRuns(model).find((run) => isFleetKind(run.kind) && run.groupKey === toGroupKey(name));
}

/** Runs of deployments that have not ended, oldest first. */
export function activeRuns(model: RegionModel): DeploymentRun[] {
  return [...model.hidden.runs.values()].filter((run) => {
    const deployment = model.state.deployments.get(run.deploymentId);
    return deployment !== undefined && !isFinal(deployment);
  });
}

export function isFinal(deployment: SimDeployment): boolean {
  return finalStatuses.includes(deployment.status);
}

/** The one way a deployment changes its status. */
export function setDeploymentStatus(
  model: RegionModel,
  deployment: SimDeployment,
  to: SimDeployment["status"],
): void {
  const from = deployment.status;
  if (isFinal(deployment)) throw new Error(`deployment ${deployment.id} has already ended as ${from}`);
  deployment.status = to;
  model.emit({ kind: "deployment", deploymentId: deployment.id, from, to });
}

/** Ends the deployment and whatever of it had not ended. */
export function endDeployment(
  model: RegionModel,
  deployment: SimDeployment,
  end: { readonly status: FinalStatus; readonly errorCode?: string; readonly errorMessage?: string },
): void {
  const run = model.hidden.runs.get(deployment.id);
  closeTargets(model, deployment);
  deployment.completeTime = model.world.now();
  if (end.errorCode !== undefined) deployment.errorCode = end.errorCode;
  if (end.errorMessage !== undefined) deployment.errorMessage = end.errorMessage;
  const group = model.state.deploymentGroups.get(toGroupKey(deployment));
  if (end.status === "Succeeded" && run !== undefined && isFleetKind(run.kind) && group !== undefined) {
    group.lastSuccessful = deployment.id;
  }
  setDeploymentStatus(model, deployment, end.status);
  // Whoever reacts to the end may still ask for the run; they all do so before this.
  model.world.after(0, () => model.hidden.runs.delete(deployment.id));
}

export function failDeployment(model: RegionModel, deployment: SimDeployment, error: DeploymentFault): void {
  endDeployment(model, deployment, { status: "Failed", ...error });
}

/** StopDeployment: what had begun on an instance is left as it is, in a state that nobody knows. */
export function stopDeployment(model: RegionModel, deploymentId: string): SimDeployment {
  const deployment =
    model.state.deployments.get(deploymentId) ?? refuse(`The deployment ${deploymentId} could not be found`);
  if (isFinal(deployment))
    refuse(
      `The deployment ${deploymentId} has already ended as ${deployment.status}; only one that has not can be stopped`,
    );
  endDeployment(model, deployment, {
    status: "Stopped",
    errorCode: "MANUAL_STOP",
    errorMessage: "The deployment was stopped by a user request",
  });
  return deployment;
}
