import {
  BatchGetDeploymentsCommand,
  DeploymentStatus,
  InvalidDeploymentStatusException,
  InvalidTimeRangeException,
  ListDeploymentsCommand,
  type ListDeploymentsInput,
} from "@aws-sdk/client-codedeploy";
import { batchLimits } from "#lib/simulator/handlers/batch-limits.ts";
import { toDeploymentInfo } from "#lib/simulator/handlers/codedeploy/deployment-info.ts";
import { checkBatch, findGroup, toParts } from "#lib/simulator/handlers/codedeploy/failures.ts";
import { toKeyPage } from "#lib/simulator/handlers/codedeploy/key-page.ts";
import { defineOperation } from "#lib/simulator/handlers/define-operation.ts";
import type { SimDeployment, SimRegion } from "#lib/simulator/world/state.ts";

/** AWS documents no order; newest first is what its console and answers show [?]. */
const listDeployments = defineOperation(ListDeploymentsCommand, (input, context) => {
  checkListing(context.region, input);
  const ids = [...context.region.deployments.values()]
    .filter((deployment) => isWanted(deployment, input))
    .map(({ id }) => id)
    .reverse();
  const page = toKeyPage("ListDeployments", ids, { input, context });
  return { deployments: [...page.items], nextToken: page.next };
});

/** Application and group go together or not at all. */
function checkListing(region: SimRegion, input: ListDeploymentsInput): void {
  const { applicationName, deploymentGroupName, includeOnlyStatuses, createTimeRange } = input;
  if (applicationName !== undefined || deploymentGroupName !== undefined) {
    findGroup(region, applicationName, deploymentGroupName);
  }
  const known: readonly string[] = Object.values(DeploymentStatus);
  const unknown = includeOnlyStatuses?.find((status) => !known.includes(status));
  if (unknown !== undefined) {
    throw new InvalidDeploymentStatusException(toParts(`Invalid deployment status: ${unknown}`));
  }
  const { start, end } = createTimeRange ?? {};
  if (start !== undefined && end !== undefined && start > end) {
    throw new InvalidTimeRangeException(toParts("The time range ends before it starts."));
  }
}

function isWanted(deployment: SimDeployment, input: ListDeploymentsInput): boolean {
  const { applicationName, deploymentGroupName, includeOnlyStatuses, createTimeRange, externalId } = input;
  if (externalId !== undefined) return false;
  if (applicationName !== undefined && deployment.application !== applicationName) return false;
  if (deploymentGroupName !== undefined && deployment.group !== deploymentGroupName) return false;
  const statuses = includeOnlyStatuses ?? [];
  if (statuses.length > 0 && !statuses.includes(deployment.status)) return false;
  const { start, end } = createTimeRange ?? {};
  if (start !== undefined && deployment.createTime < start.getTime()) return false;
  return end === undefined || deployment.createTime <= end.getTime();
}

const batchGetDeployments = defineOperation(BatchGetDeploymentsCommand, (input, { region }) => {
  const ids = checkBatch("deploymentIds", input.deploymentIds, batchLimits.BatchGetDeployments);
  const found = ids.flatMap((id) => region.deployments.get(id) ?? []);
  return { deploymentsInfo: found.map((deployment) => toDeploymentInfo(region, deployment)) };
});

export const deploymentOperations = [listDeployments, batchGetDeployments];
