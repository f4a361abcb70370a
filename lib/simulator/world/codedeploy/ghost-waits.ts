import { activeRuns, isFleetKind } from "#lib/simulator/world/codedeploy/deployments.ts";
import { isGhostRow } from "#lib/simulator/world/codedeploy/matching.ts";
import type { DeploymentRun, RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimDeploymentTarget } from "#lib/simulator/world/state.ts";

/** A fleet deployment keeps waiting for such a target instead of applying the five-minute rule. */
export function isWaitedGhost(model: RegionModel, run: DeploymentRun, instanceId: string): boolean {
  const group = model.state.deploymentGroups.get(run.groupKey);
  return isFleetKind(run.kind) && group !== undefined && isGhostRow(model, group, instanceId);
}

/** True for the untouched target of a launch deployment while a fleet deployment of the same group waits for a ghost. */
export function isHeldByGhost(model: RegionModel, run: DeploymentRun, target: SimDeploymentTarget): boolean {
  if (run.kind !== "launch" || target.events.some((event) => event.status !== "Pending")) return false;
  return isGroupHeldByGhost(model, run.groupKey);
}

/** True while a fleet deployment of the deployment group waits for a ghost: its launch deployments start no event then. */
export function isGroupHeldByGhost(model: RegionModel, groupKey: string): boolean {
  return activeRuns(model).some((run) => run.groupKey === groupKey && run.waitsForGhosts.size > 0);
}
