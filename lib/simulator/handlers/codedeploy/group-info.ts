import type {
  BlueGreenDeploymentConfiguration,
  DeploymentGroupInfo,
  DeploymentStyle,
  LastDeploymentInfo,
  LoadBalancerInfo,
} from "@aws-sdk/client-codedeploy";
import { toDate, toOptionalDate } from "#lib/simulator/handlers/wire-time.ts";
import type { SimDeploymentGroup, SimRegion } from "#lib/simulator/world/state.ts";

export function toGroupInfo(region: SimRegion, group: SimDeploymentGroup): DeploymentGroupInfo {
  const attempted = region.deployments.get(group.lastAttempted ?? "");
  const successful = region.deployments.get(group.lastSuccessful ?? "");
  return {
    applicationName: group.application,
    deploymentGroupId: group.id,
    deploymentGroupName: group.name,
    deploymentConfigName: group.configName,
    ec2TagFilters: [...group.tagFilters],
    onPremisesInstanceTagFilters: [],
    autoScalingGroups: group.autoScalingGroups.map(({ name, hook, terminationHook }) => ({
      name,
      hook,
      terminationHook,
    })),
    serviceRoleArn: group.serviceRoleArn,
    targetRevision: (attempted ?? successful)?.revision,
    triggerConfigurations: [],
    alarmConfiguration: {
      enabled: group.alarmNames.length > 0,
      ignorePollAlarmFailure: false,
      alarms: group.alarmNames.map((name) => ({ name })),
    },
    autoRollbackConfiguration: toRollbackConfiguration(group),
    deploymentStyle: toStyle(group),
    outdatedInstancesStrategy: group.outdatedInstancesStrategy,
    blueGreenDeploymentConfiguration: toBlueGreen(group),
    loadBalancerInfo: toLoadBalancerInfo(group),
    lastSuccessfulDeployment: toLastDeployment(region, group.lastSuccessful),
    lastAttemptedDeployment: toLastDeployment(region, group.lastAttempted),
    ec2TagSet:
      group.tagSet.length === 0 ? undefined : { ec2TagSetList: group.tagSet.map((filters) => [...filters]) },
    computePlatform: "Server",
    terminationHookEnabled: group.terminationHookEnabled,
  };
}

export function toRollbackConfiguration(
  group: SimDeploymentGroup,
): DeploymentGroupInfo["autoRollbackConfiguration"] {
  return { enabled: group.autoRollback, events: group.autoRollback ? ["DEPLOYMENT_FAILURE"] : [] };
}

export function toStyle(group: SimDeploymentGroup): DeploymentStyle {
  return {
    deploymentType: group.deploymentType,
    deploymentOption: group.trafficControl ? "WITH_TRAFFIC_CONTROL" : "WITHOUT_TRAFFIC_CONTROL",
  };
}

export function toLoadBalancerInfo(group: SimDeploymentGroup): LoadBalancerInfo | undefined {
  if (group.targetGroupNames.length === 0) return undefined;
  return { targetGroupInfoList: group.targetGroupNames.map((name) => ({ name })) };
}

export function toBlueGreen({ blueGreen }: SimDeploymentGroup): BlueGreenDeploymentConfiguration | undefined {
  if (blueGreen === undefined) return undefined;
  return {
    terminateBlueInstancesOnDeploymentSuccess: {
      action: blueGreen.terminateBlue,
      terminationWaitTimeInMinutes: blueGreen.terminationWaitMinutes,
    },
    ...(blueGreen.readyWaitMinutes === undefined
      ? {}
      : {
          deploymentReadyOption: {
            actionOnTimeout: "STOP_DEPLOYMENT",
            waitTimeInMinutes: blueGreen.readyWaitMinutes,
          },
        }),
    greenFleetProvisioningOption: { action: blueGreen.greenProvisioning },
  };
}

function toLastDeployment(region: SimRegion, id: string | undefined): LastDeploymentInfo | undefined {
  const deployment = region.deployments.get(id ?? "");
  if (deployment === undefined) return undefined;
  return {
    deploymentId: deployment.id,
    status: deployment.status,
    endTime: toOptionalDate(deployment.completeTime),
    createTime: toDate(deployment.createTime),
  };
}
