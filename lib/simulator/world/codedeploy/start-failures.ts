import { toGroupKey } from "#lib/simulator/world/codedeploy/groups.ts";
import { toRevisionKey } from "#lib/simulator/world/codedeploy/revisions.ts";
import { toTargetGroupArns } from "#lib/simulator/world/elb/targets.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimDeployment, SimDeploymentGroup } from "#lib/simulator/world/state.ts";

/** How a deployment ends as a whole, before any target is asked. */
export type StartFailure = {
  readonly status: "Failed" | "Stopped";
  readonly errorCode: string;
  readonly errorMessage: string;
};

type Begin = { readonly deployment: SimDeployment; readonly group: SimDeploymentGroup };

/** Why this deployment cannot begin, if it cannot (m:codedeploy ErrorCode). */
export function findStartFailure(model: RegionModel, begin: Begin): StartFailure | undefined {
  const { deployment, group } = begin;
  const { hidden, world } = model;
  const fault = hidden.deploymentFaults.get(toGroupKey(deployment));
  if (fault !== undefined) return { status: "Failed", ...fault };
  if (deployment.creator === "autoscalingTermination") return undefined;
  const bundle = hidden.badRevisions.get(toRevisionKey(deployment.revision))?.kind;
  if (bundle === "deleted" && world.parameters.deletedBundleFound === "at-start") {
    return toFailure("REVISION_MISSING", "The revision of the deployment does not exist any more.");
  }
  return findAlarm(model, group) ?? findMissingResource(model, group);
}

/** A deployment does not go on while an alarm of its group is raised (CD:deployment-groups-configure-advanced-options). */
export function findAlarm(model: RegionModel, group: SimDeploymentGroup): StartFailure | undefined {
  const raised = group.alarmNames.filter((name) => model.hidden.raisedAlarms.has(name));
  if (raised.length === 0) return undefined;
  const errorMessage = `One or more alarms have been activated according to the Amazon CloudWatch metrics you selected: ${raised.join(", ")}`;
  return { status: "Stopped", errorCode: "ALARM_ACTIVE", errorMessage };
}

function findMissingResource(model: RegionModel, group: SimDeploymentGroup): StartFailure | undefined {
  const lost = group.autoScalingGroups.find(({ name }) => !model.state.autoScalingGroups.has(name));
  if (lost !== undefined) {
    return toFailure("AUTO_SCALING_CONFIGURATION", `The Auto Scaling group ${lost.name} does not exist.`);
  }
  if (model.world.parameters.missingTargetGroupFound !== "at-start") return undefined;
  const names = group.targetGroupNames;
  if (toTargetGroupArns(model, names).length === names.length) return undefined;
  const errorMessage = `The load balancer information of the deployment group is invalid: ${names.join(", ")}`;
  return toFailure("ELASTIC_LOAD_BALANCING_INVALID", errorMessage);
}

function toFailure(errorCode: string, errorMessage: string): StartFailure {
  return { status: "Failed", errorCode, errorMessage };
}
