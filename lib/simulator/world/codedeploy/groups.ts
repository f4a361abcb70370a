import { findNamed } from "#lib/simulator/world/refusal.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimDeploymentGroup, SimRevision } from "#lib/simulator/world/state.ts";

/** How a deployment group is named to CodeDeploy. */
export type GroupName = { readonly application: string; readonly group: string };

export function toGroupKey(name: GroupName): string {
  return `${name.application}/${name.group}`;
}

/** The deployment group, or CodeDeploy's refusal. */
export function findDeploymentGroup(model: RegionModel, name: GroupName): SimDeploymentGroup {
  findNamed(model.state.applications, name.application, "No application found for name");
  return findNamed(model.state.deploymentGroups, toGroupKey(name), "No Deployment Group found for name");
}

/** What a new instance of the group gets; undefined where nothing was ever deployed successfully. */
export function lastSuccessfulRevision(
  model: RegionModel,
  group: SimDeploymentGroup,
): SimRevision | undefined {
  if (group.lastSuccessful === undefined) return undefined;
  return model.state.deployments.get(group.lastSuccessful)?.revision;
}
