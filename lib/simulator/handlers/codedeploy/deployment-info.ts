import type {
  DeploymentInfo,
  DeploymentOverview,
  ErrorInformation,
  RollbackInfo,
} from "@aws-sdk/client-codedeploy";
import {
  toBlueGreen,
  toLoadBalancerInfo,
  toRollbackConfiguration,
  toStyle,
} from "#lib/simulator/handlers/codedeploy/group-info.ts";
import { toOpenEnum } from "#lib/simulator/handlers/open-enum.ts";
import { toDate, toOptionalDate } from "#lib/simulator/handlers/wire-time.ts";
import type {
  SimDeployment,
  SimDeploymentGroup,
  SimDeploymentTarget,
  SimRegion,
} from "#lib/simulator/world/state.ts";

export function toDeploymentInfo(region: SimRegion, deployment: SimDeployment): DeploymentInfo {
  const group = region.deploymentGroups.get(`${deployment.application}/${deployment.group}`);
  return {
    applicationName: deployment.application,
    deploymentGroupName: deployment.group,
    deploymentConfigName: deployment.configName,
    deploymentId: deployment.id,
    revision: deployment.revision,
    status: deployment.status,
    errorInformation: toErrorInformation(deployment),
    createTime: toDate(deployment.createTime),
    startTime: toOptionalDate(deployment.startTime),
    completeTime: toOptionalDate(deployment.completeTime),
    deploymentOverview: toOverview(deployment.targets),
    description: deployment.description,
    creator: deployment.creator,
    ignoreApplicationStopFailures: false,
    updateOutdatedInstancesOnly: deployment.creator === "CodeDeployAutoUpdate",
    rollbackInfo: toRollbackInfo(deployment),
    instanceTerminationWaitTimeStarted: deployment.blueWaitStarted ?? false,
    relatedDeployments: deployment.autoUpdateDeploymentIds && {
      autoUpdateOutdatedInstancesDeploymentIds: [...deployment.autoUpdateDeploymentIds],
    },
    fileExistsBehavior: "DISALLOW",
    computePlatform: "Server",
    ...(group === undefined ? {} : toGroupSettings(group, deployment)),
  };
}

/** What a deployment shows of its group; nothing once the group is deleted. */
function toGroupSettings(group: SimDeploymentGroup, deployment: SimDeployment): Partial<DeploymentInfo> {
  return {
    autoRollbackConfiguration: toRollbackConfiguration(group),
    deploymentStyle: { ...toStyle(group), deploymentType: deployment.deploymentType },
    loadBalancerInfo: toLoadBalancerInfo(group),
    blueGreenDeploymentConfiguration: toBlueGreen(group),
  };
}

/** Unknown targets have no counter, so the sum may be smaller than the number of targets (reference 2.1). */
function toOverview(targets: readonly SimDeploymentTarget[] | undefined): DeploymentOverview | undefined {
  if (targets === undefined) return undefined;
  const overview = { Pending: 0, InProgress: 0, Succeeded: 0, Failed: 0, Skipped: 0, Ready: 0 };
  for (const { status } of targets) {
    if (status !== "Unknown") overview[status] += 1;
  }
  return overview;
}

function toErrorInformation({ errorCode, errorMessage }: SimDeployment): ErrorInformation | undefined {
  if (errorCode === undefined) return undefined;
  return { code: toOpenEnum(errorCode), message: errorMessage };
}

function toRollbackInfo({ rollbackDeploymentId, rollbackOf }: SimDeployment): RollbackInfo | undefined {
  if (rollbackDeploymentId === undefined && rollbackOf === undefined) return undefined;
  return { rollbackDeploymentId, rollbackTriggeringDeploymentId: rollbackOf };
}
