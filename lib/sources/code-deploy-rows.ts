import * as z from "zod";
import type { DeploymentGroup, Revisioned, TagFilter } from "#lib/domain/code-deploy.ts";
import { defineRow } from "#lib/sources/define-row.ts";
import { maybe } from "#lib/sources/parse-rows.ts";

const Location = z.object({
  revisionType: maybe.text,
  s3Location: z.object({ bucket: maybe.text, key: maybe.text }).optional(),
  gitHubLocation: z.object({ repository: maybe.text, commitId: maybe.text }).optional(),
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
  key: ["Key", maybe.text],
  value: ["Value", maybe.text],
  type: ["Type", z.string().default("")],
});

const LastDeployment = z
  .object({
    deploymentId: z.string(),
    status: maybe.text,
    createTime: maybe.time,
    endTime: maybe.time,
  })
  .optional();

/** Things with names, whose order AWS does not promise. */
const Names = z
  .array(z.object({ name: z.string() }))
  .default([])
  .transform((named) => named.map(({ name }) => name).sort());

const AutoScalingGroups = z
  .array(z.object({ name: z.string(), hook: maybe.text, terminationHook: maybe.text }))
  .default([])
  .transform((groups) => groups.sort((left, right) => (left.name < right.name ? -1 : 1)));

const blueGreen = "blueGreenDeploymentConfiguration";
const blueEnd = `${blueGreen}.terminateBlueInstancesOnDeploymentSuccess`;
const ready = `${blueGreen}.deploymentReadyOption`;

/** DeploymentGroupInfo: GetDeploymentGroup and BatchGetDeploymentGroups give the same. */
export const DeploymentGroupRow = defineRow<DeploymentGroup & { readonly alarmsEnabled: boolean }>({
  application: ["applicationName", z.string()],
  name: ["deploymentGroupName", z.string()],
  id: ["deploymentGroupId", maybe.text],
  serviceRoleArn: ["serviceRoleArn", maybe.text],
  configName: ["deploymentConfigName", maybe.text],
  computePlatform: ["computePlatform", maybe.text],
  deploymentType: ["deploymentStyle.deploymentType", maybe.text],
  deploymentOption: ["deploymentStyle.deploymentOption", maybe.text],
  outdatedInstancesStrategy: ["outdatedInstancesStrategy", maybe.text],
  terminationHookEnabled: ["terminationHookEnabled", maybe.flag],
  autoScalingGroups: ["autoScalingGroups", AutoScalingGroups],
  tagFilters: ["ec2TagFilters", z.array(TagFilterRow).default([])],
  tagSet: ["ec2TagSet.ec2TagSetList", z.array(z.array(TagFilterRow)).default([])],
  targetGroupNames: ["loadBalancerInfo.targetGroupInfoList", Names],
  blueTerminationAction: [`${blueEnd}.action`, maybe.text],
  blueWaitMinutes: [`${blueEnd}.terminationWaitTimeInMinutes`, maybe.number],
  readyAction: [`${ready}.actionOnTimeout`, maybe.text],
  readyWaitMinutes: [`${ready}.waitTimeInMinutes`, maybe.number],
  greenProvisioning: [`${blueGreen}.greenFleetProvisioningOption.action`, maybe.text],
  alarmNames: ["alarmConfiguration.alarms", Names],
  alarmsEnabled: ["alarmConfiguration.enabled", z.boolean().default(true)],
  ignoresAlarmPollFailure: ["alarmConfiguration.ignorePollAlarmFailure", maybe.flag],
  lastAttempted: ["lastAttemptedDeployment", LastDeployment],
  lastSuccessful: ["lastSuccessfulDeployment", LastDeployment],
  targetRevision: ["targetRevision", RevisionLocation.optional()],
}).transform(
  ({ alarmsEnabled, ...row }): DeploymentGroup => ({
    ...row,
    alarmNames: alarmsEnabled ? row.alarmNames : [],
  }),
);
