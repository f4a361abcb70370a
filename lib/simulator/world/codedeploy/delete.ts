import { activeRuns, failDeployment } from "#lib/simulator/world/codedeploy/deployments.ts";
import { findDeploymentGroup, type GroupName, toGroupKey } from "#lib/simulator/world/codedeploy/groups.ts";
import { takeHooksOff } from "#lib/simulator/world/codedeploy/hooks.ts";
import { findNamed } from "#lib/simulator/world/refusal.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";

/** DeleteDeploymentGroup takes its hooks off the Auto Scaling groups. */
export function deleteDeploymentGroup(model: RegionModel, name: GroupName): void {
  const group = findDeploymentGroup(model, name);
  for (const entry of group.autoScalingGroups) takeHooksOff(model, entry);
  forgetGroup(model, name, "DEPLOYMENT_GROUP_MISSING");
}

/** DeleteApplication leaves the hooks of its deployment groups behind, as AWS may, and reports none of them. */
export function deleteApplication(model: RegionModel, application: string): void {
  findNamed(model.state.applications, application, "No application found for name");
  for (const group of [...model.state.deploymentGroups.values()]) {
    if (group.application !== application) continue;
    forgetGroup(model, { application, group: group.name }, "APPLICATION_MISSING");
  }
  model.state.applications.delete(application);
}

function forgetGroup(model: RegionModel, name: GroupName, errorCode: string): void {
  const key = toGroupKey(name);
  model.state.deploymentGroups.delete(key);
  for (const run of activeRuns(model)) {
    const deployment = model.state.deployments.get(run.deploymentId);
    if (run.groupKey !== key || deployment === undefined) continue;
    const errorMessage = `The deployment group ${name.group} or its application was deleted.`;
    failDeployment(model, deployment, { errorCode, errorMessage });
  }
}
