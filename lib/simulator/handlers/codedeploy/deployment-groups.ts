import {
  BatchGetDeploymentGroupsCommand,
  GetDeploymentGroupCommand,
  ListDeploymentGroupsCommand,
} from "@aws-sdk/client-codedeploy";
import { batchLimits } from "#lib/simulator/handlers/batch-limits.ts";
import { checkBatch, findApplication, findGroup } from "#lib/simulator/handlers/codedeploy/failures.ts";
import { toGroupInfo } from "#lib/simulator/handlers/codedeploy/group-info.ts";
import { toKeyPage } from "#lib/simulator/handlers/codedeploy/key-page.ts";
import { defineOperation } from "#lib/simulator/handlers/define-operation.ts";

const listDeploymentGroups = defineOperation(ListDeploymentGroupsCommand, (input, context) => {
  const { name } = findApplication(context.region, input.applicationName);
  const groups = [...context.region.deploymentGroups.values()].filter((group) => group.application === name);
  const names = groups.map((group) => group.name);
  const page = toKeyPage("ListDeploymentGroups", names, { input, context });
  return { applicationName: name, deploymentGroups: [...page.items], nextToken: page.next };
});

const getDeploymentGroup = defineOperation(GetDeploymentGroupCommand, (input, { region }) => ({
  deploymentGroupInfo: toGroupInfo(
    region,
    findGroup(region, input.applicationName, input.deploymentGroupName),
  ),
}));

/** Groups that do not exist are left out and named in errorMessage. */
const batchGetDeploymentGroups = defineOperation(BatchGetDeploymentGroupsCommand, (input, { region }) => {
  const application = findApplication(region, input.applicationName).name;
  const limit = batchLimits.BatchGetDeploymentGroups;
  const names = checkBatch("deploymentGroupNames", input.deploymentGroupNames, limit);
  const found = names.flatMap((name) => region.deploymentGroups.get(`${application}/${name}`) ?? []);
  const unknown = names.filter((name) => !region.deploymentGroups.has(`${application}/${name}`));
  return {
    deploymentGroupsInfo: found.map((group) => toGroupInfo(region, group)),
    errorMessage:
      unknown.length === 0 ? undefined : `No Deployment Group found for name: ${unknown.join(", ")}`,
  };
});

export const deploymentGroupOperations = [listDeploymentGroups, getDeploymentGroup, batchGetDeploymentGroups];
