import * as z from "zod";
import type { DeploymentGroup, Revisioned, TagFilter } from "#lib/domain/code-deploy.ts";
import { defineRow } from "#lib/sources/define-row.ts";
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

const TagFilterRow = defineRow<TagFilter>({
  key: ["Key", text],
  value: ["Value", text],
  type: ["Type", z.string().default("")],
});

const LastDeployment = z
  .object({
    deploymentId: z.string(),
    status: text,
    createTime: AwsTime.optional(),
    endTime: AwsTime.optional(),
  })
  .optional();

/** Things with names, whose order AWS does not promise. */
const Names = z
  .array(z.object({ name: z.string() }))
  .default([])
  .transform((named) => named.map(({ name }) => name).sort());

const AutoScalingGroups = z
  .array(z.object({ name: z.string(), hook: text, terminationHook: text }))
  .default([])
  .transform((groups) => groups.sort((left, right) => (left.name < right.name ? -1 : 1)));

const blueGreen = "blueGreenDeploymentConfiguration";
const blueEnd = `${blueGreen}.terminateBlueInstancesOnDeploymentSuccess`;
const ready = `${blueGreen}.deploymentReadyOption`;

/** DeploymentGroupInfo: GetDeploymentGroup and BatchGetDeploymentGroups give the same. */
export const DeploymentGroupRow = defineRow<DeploymentGroup & { readonly alarmsEnabled: boolean }>({
  application: ["applicationName", z.string()],
  name: ["deploymentGroupName", z.string()],
  id: ["deploymentGroupId", text],
  serviceRoleArn: ["serviceRoleArn", text],
  configName: ["deploymentConfigName", text],
  computePlatform: ["computePlatform", text],
  deploymentType: ["deploymentStyle.deploymentType", text],
  deploymentOption: ["deploymentStyle.deploymentOption", text],
  outdatedInstancesStrategy: ["outdatedInstancesStrategy", text],
  terminationHookEnabled: ["terminationHookEnabled", z.boolean().optional()],
  autoScalingGroups: ["autoScalingGroups", AutoScalingGroups],
  tagFilters: ["ec2TagFilters", z.array(TagFilterRow).default([])],
  tagSet: ["ec2TagSet.ec2TagSetList", z.array(z.array(TagFilterRow)).default([])],
  targetGroupNames: ["loadBalancerInfo.targetGroupInfoList", Names],
  blueTerminationAction: [`${blueEnd}.action`, text],
  blueWaitMinutes: [`${blueEnd}.terminationWaitTimeInMinutes`, z.number().optional()],
  readyAction: [`${ready}.actionOnTimeout`, text],
  readyWaitMinutes: [`${ready}.waitTimeInMinutes`, z.number().optional()],
  greenProvisioning: [`${blueGreen}.greenFleetProvisioningOption.action`, text],
  alarmNames: ["alarmConfiguration.alarms", Names],
  alarmsEnabled: ["alarmConfiguration.enabled", z.boolean().default(true)],
  ignoresAlarmPollFailure: ["alarmConfiguration.ignorePollAlarmFailure", z.boolean().optional()],
  lastAttempted: ["lastAttemptedDeployment", LastDeployment],
  lastSuccessful: ["lastSuccessfulDeployment", LastDeployment],
  targetRevision: ["targetRevision", RevisionLocation.optional()],
}).transform(
  ({ alarmsEnabled, ...row }): DeploymentGroup => ({
    ...row,
    alarmNames: alarmsEnabled ? row.alarmNames : [],
  }),
);
