import { continueDeployment } from "#lib/simulator/world/codedeploy/blue-green.ts";
import { deleteApplication, deleteDeploymentGroup } from "#lib/simulator/world/codedeploy/delete.ts";
import { createDeployment, isFinal, stopDeployment } from "#lib/simulator/world/codedeploy/deployments.ts";
import { rollBack } from "#lib/simulator/world/codedeploy/follow-ups.ts";
import {
  findDeploymentGroup,
  type GroupName,
  lastSuccessfulRevision,
  toGroupKey,
} from "#lib/simulator/world/codedeploy/groups.ts";
import { setAutoScalingGroups } from "#lib/simulator/world/codedeploy/hooks.ts";
import { toRevision } from "#lib/simulator/world/codedeploy/revisions.ts";
import { findNamed, refuse } from "#lib/simulator/world/refusal.ts";
import type { DeploymentGroupSettings } from "#lib/simulator/world/set-up-code-deploy.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimDeployment, SimRevision } from "#lib/simulator/world/state.ts";

export type DeploymentRequest = GroupName & {
  /** A short label such as `r42`, or a whole revision. The last successful one where it is left out. */
  readonly revision?: SimRevision | string;
  readonly configName?: string;
  readonly description?: string;
};

/** What an operator, or a pipeline, does to CodeDeploy. */
export function operateCodeDeploy(model: RegionModel) {
  return {
    /** CreateDeployment for the whole group; blue/green where the group is. */
    createDeployment: (request: DeploymentRequest) => create(model, request),
    /** StopDeployment. Stopping an `autoscaling` deployment abandons its launch hook. */
    stopDeployment(deploymentId: string, options: { readonly afterwards?: "leave" | "roll-back" } = {}) {
      const deployment = stopDeployment(model, deploymentId);
      const group = model.state.deploymentGroups.get(toGroupKey(deployment));
      if (options.afterwards === "roll-back" && group !== undefined) rollBack(model, group, deployment);
      return deployment;
    },
    /** ContinueDeployment for a blue/green deployment that waits before it moves the traffic. */
    continueDeployment: (deploymentId: string) => continueDeployment(model, deploymentId),
    /** DeleteApplication: with its deployment groups, but not with their hooks. */
    deleteApplication: (application: string) => deleteApplication(model, application),
    /** DeleteDeploymentGroup, with its hooks. */
    deleteDeploymentGroup: (name: GroupName) => deleteDeploymentGroup(model, name),
    /** UpdateDeploymentGroup with another list of Auto Scaling groups; the empty list takes the hooks off. The same list puts missing hooks back. */
    updateDeploymentGroupAutoScaling(name: GroupName, autoScalingGroups: readonly string[]) {
      for (const wanted of autoScalingGroups)
        findNamed(model.state.autoScalingGroups, wanted, "No such Auto Scaling group");
      setAutoScalingGroups(model, findDeploymentGroup(model, name), autoScalingGroups);
    },
    /** UpdateDeploymentGroup for anything else. */
    updateDeploymentGroup(name: GroupName, changes: Partial<DeploymentGroupSettings>) {
      const group = findDeploymentGroup(model, name);
      Object.assign(group, changes);
      const names = group.autoScalingGroups.map((entry) => entry.name);
      setAutoScalingGroups(model, group, names);
    },
    /** The group's deployments that have not ended, oldest first; of one creator, where it is given. */
    activeDeployments: (name: GroupName, creator?: SimDeployment["creator"]): SimDeployment[] =>
      [...model.state.deployments.values()].filter(
        (deployment) =>
          toGroupKey(deployment) === toGroupKey(name) &&
          !isFinal(deployment) &&
          (creator === undefined || deployment.creator === creator),
      ),
  };
}

function create(model: RegionModel, request: DeploymentRequest): SimDeployment {
  const { application } = request;
  const group = findDeploymentGroup(model, request);
  const revision =
    request.revision === undefined
      ? lastSuccessfulRevision(model, group)
      : toRevision(application, request.revision);
  if (revision === undefined) refuse(`${toGroupKey(request)} has no successful revision yet: name one`);
  const blueGreen = group.deploymentType === "BLUE_GREEN";
  if (blueGreen && group.blueGreen?.greenProvisioning !== "COPY_AUTO_SCALING_GROUP")
    refuse("blue/green works with greenProvisioning COPY_AUTO_SCALING_GROUP only");
  return createDeployment(model, {
    application,
    group: group.name,
    revision,
    creator: "user",
    kind: blueGreen ? "blue-green" : "fleet",
    ...(request.configName === undefined ? {} : { configName: request.configName }),
    ...(request.description === undefined ? {} : { description: request.description }),
  });
}
