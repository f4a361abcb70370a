import * as z from "zod";
import type { DeploymentGroup, Revisioned } from "#lib/domain/code-deploy.ts";
import { AwsTime } from "#lib/sources/parse-rows.ts";

const text = z.string().optional();

const Location = z.object({
  revisionType: text,
  s3Location: z.object({ bucket: text, key: text }).optional(),
  gitHubLocation: z.object({ repository: text, commitId: text }).optional(),
});

/** RevisionLocation of the CodeDeploy API. */
export const RevisionLocation = Location.transform(
  (location): Revisioned => ({ type: location.revisionType, label: toRevisionLabel(location) }),
);

function toRevisionLabel({ revisionType, s3Location, gitHubLocation }: z.infer<typeof Location>): string {
  if (s3Location !== undefined) return `s3://${s3Location.bucket ?? "?"}/${s3Location.key ?? "?"}`;
  if (gitHubLocation !== undefined)
    return `github: ${gitHubLocation.repository ?? "?"}@${gitHubLocation.commitId ?? "?"}`;
  return revisionType ?? "unknown";
}

const TagFilter = z
  .object({ Key: text, Value: text, Type: text })
  .transform(({ Key, Value, Type }) => ({ key: Key, value: Value, type: Type ?? "" }));

const DeploymentRef = z.object({
  deploymentId: z.string(),
  status: text,
  createTime: AwsTime.optional(),
  endTime: AwsTime.optional(),
});

/** DeploymentGroupInfo: GetDeploymentGroup and BatchGetDeploymentGroups give the same. */
export const DeploymentGroupRow = z
  .object({
    applicationName: z.string(),
    deploymentGroupName: z.string(),
    deploymentGroupId: text,
    serviceRoleArn: text,
    deploymentConfigName: text,
    computePlatform: text,
    deploymentStyle: z.object({ deploymentType: text, deploymentOption: text }).optional(),
    outdatedInstancesStrategy: text,
    terminationHookEnabled: z.boolean().optional(),
    autoScalingGroups: z.array(z.object({ name: z.string(), hook: text, terminationHook: text })).default([]),
    ec2TagFilters: z.array(TagFilter).default([]),
    ec2TagSet: z.object({ ec2TagSetList: z.array(z.array(TagFilter)).default([]) }).optional(),
    loadBalancerInfo: z
      .object({ targetGroupInfoList: z.array(z.object({ name: z.string() })).default([]) })
      .optional(),
    blueGreenDeploymentConfiguration: z
      .object({
        terminateBlueInstancesOnDeploymentSuccess: z
          .object({ action: text, terminationWaitTimeInMinutes: z.number().optional() })
          .optional(),
        deploymentReadyOption: z
          .object({ actionOnTimeout: text, waitTimeInMinutes: z.number().optional() })
          .optional(),
        greenFleetProvisioningOption: z.object({ action: text }).optional(),
      })
      .optional(),
    alarmConfiguration: z
      .object({
        enabled: z.boolean().default(true),
        ignorePollAlarmFailure: z.boolean().optional(),
        alarms: z.array(z.object({ name: z.string() })).default([]),
      })
      .optional(),
    lastAttemptedDeployment: DeploymentRef.optional(),
    lastSuccessfulDeployment: DeploymentRef.optional(),
    targetRevision: RevisionLocation.optional(),
  })
  .transform((row): DeploymentGroup => {
    const blueGreen = row.blueGreenDeploymentConfiguration;
    return {
      application: row.applicationName,
      name: row.deploymentGroupName,
      id: row.deploymentGroupId,
      serviceRoleArn: row.serviceRoleArn,
      configName: row.deploymentConfigName,
      computePlatform: row.computePlatform,
      deploymentType: row.deploymentStyle?.deploymentType,
      deploymentOption: row.deploymentStyle?.deploymentOption,
      outdatedInstancesStrategy: row.outdatedInstancesStrategy,
      terminationHookEnabled: row.terminationHookEnabled,
      autoScalingGroups: [...row.autoScalingGroups].sort((left, right) => (left.name < right.name ? -1 : 1)),
      tagFilters: row.ec2TagFilters,
      tagSet: row.ec2TagSet?.ec2TagSetList ?? [],
      targetGroupNames: (row.loadBalancerInfo?.targetGroupInfoList ?? []).map(({ name }) => name).sort(),
      blueTerminationAction: blueGreen?.terminateBlueInstancesOnDeploymentSuccess?.action,
      blueWaitMinutes: blueGreen?.terminateBlueInstancesOnDeploymentSuccess?.terminationWaitTimeInMinutes,
      readyAction: blueGreen?.deploymentReadyOption?.actionOnTimeout,
      readyWaitMinutes: blueGreen?.deploymentReadyOption?.waitTimeInMinutes,
      greenProvisioning: blueGreen?.greenFleetProvisioningOption?.action,
      alarmNames: row.alarmConfiguration?.enabled
        ? row.alarmConfiguration.alarms.map(({ name }) => name).sort()
        : [],
      ignoresAlarmPollFailure: row.alarmConfiguration?.ignorePollAlarmFailure,
      lastAttempted: row.lastAttemptedDeployment,
      lastSuccessful: row.lastSuccessfulDeployment,
      targetRevision: row.targetRevision,
    };
  });
