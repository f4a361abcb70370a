import type {
  BatchGetDeploymentGroupsCommandInput,
  DeploymentGroupInfo,
  GetDeploymentGroupCommandInput,
  GetDeploymentGroupCommandOutput,
  ListDeploymentsCommandInput,
} from "@aws-sdk/client-codedeploy";
import { toBatches } from "#lib/aws/batch.ts";
import { type Batch, defineBatch, type Unanswered } from "#lib/aws/batching/define-batch.ts";
import { defineListing } from "#lib/aws/batching/define-listing.ts";
import type { Call } from "#lib/aws/operation.ts";
import {
  batchGetDeploymentGroups,
  batchGetDeployments,
  getDeploymentConfig,
  getDeploymentGroup,
  listDeployments,
} from "#lib/aws/operations.ts";
import { nextByLowerToken } from "#lib/aws/paginate.ts";
import { type Instant, toInstant } from "#lib/domain/time.ts";

/** AWS states no limit for BatchGetDeploymentGroups, but has an error for it; its other batches take 25 (m:codedeploy). */
export const deploymentGroupsPerCall = 25;

/** CD:limits. */
const deploymentsPerCall = 25;

/** Groups of one application. */
export const deploymentGroupsByName = defineBatch({
  operation: batchGetDeploymentGroups,
  most: deploymentGroupsPerCall,
  names: ({ deploymentGroupNames }) => deploymentGroupNames,
  lot: ({ applicationName }) => applicationName ?? "",
  join: (names, { applicationName }: BatchGetDeploymentGroupsCommandInput) => ({
    applicationName,
    deploymentGroupNames: [...names],
  }),
  // What it could not give it says in words, which are for whoever asked for just that.
  isWhole: ({ errorMessage }) => !errorMessage,
  rows: ({ deploymentGroupsInfo }) => deploymentGroupsInfo,
  keyOf: ({ deploymentGroupName }) => deploymentGroupName,
  toOutput: (deploymentGroupsInfo) => ({ deploymentGroupsInfo, $metadata: {} }),
});

/** One that the answer does not have is asked for alone, to get AWS's own error. */
export const deploymentGroupByName: Batch<
  GetDeploymentGroupCommandInput,
  GetDeploymentGroupCommandOutput,
  DeploymentGroupInfo
> = {
  operation: getDeploymentGroup,
  least: 2,
  most: deploymentGroupsPerCall,
  reach: "named",
  // Another permission than the one that the asks need.
  denied: "batch",
  lotOf: ({ applicationName }) => applicationName,
  namesOf: ({ deploymentGroupName }) => (deploymentGroupName === undefined ? [] : [deploymentGroupName]),
  /** The inventory asks for the same ones, perhaps at the same time. */
  async fetch(keys, { batching }) {
    const outcome = await batching(batchGetDeploymentGroups, {
      applicationName: keys[0]?.input.applicationName,
      deploymentGroupNames: keys.map(({ name }) => name),
    });
    if (!outcome.ok) return { kind: "failed", failure: outcome.failure };
    const groups = new Map(
      outcome.output.deploymentGroupsInfo?.map((row) => [row.deploymentGroupName, [row]]),
    );
    return { kind: "answered", readAt: outcome.readAt, rowsOf: ({ name }) => groups.get(name) };
  },
  toOutput: ([deploymentGroupInfo]) => ({ deploymentGroupInfo, $metadata: {} }),
};

/** Most groups use one of AWS's own few configurations: each is asked for once. */
export const deploymentConfigByName = defineBatch({
  operation: getDeploymentConfig,
  most: 1,
  names: ({ deploymentConfigName }) =>
    deploymentConfigName === undefined ? undefined : [deploymentConfigName],
  join: ([deploymentConfigName]) => ({ deploymentConfigName }),
  rows: ({ deploymentConfigInfo }) => deploymentConfigInfo && [deploymentConfigInfo],
  keyOf: ({ deploymentConfigName }) => deploymentConfigName,
  toOutput: ([deploymentConfigInfo]) => ({ deploymentConfigInfo, $metadata: {} }),
});

export const deploymentsById = defineBatch({
  operation: batchGetDeployments,
  // Allowed for each deployment group on its own: one that is not must not hide the others.
  denied: "somebody",
  most: deploymentsPerCall,
  names: ({ deploymentIds }) => deploymentIds,
  join: (deploymentIds) => ({ deploymentIds: [...deploymentIds] }),
  rows: ({ deploymentsInfo }) => deploymentsInfo,
  keyOf: ({ deploymentId }) => deploymentId,
  toOutput: (deploymentsInfo) => ({ deploymentsInfo, $metadata: {} }),
});

type Owner = { readonly owner: string; readonly at: number };

const mostOwners = 50_000;

function toOwnerKey(application: string, group: string): string {
  return JSON.stringify([application, group]);
}

/**
 * The deployments of single groups since some time, out of one listing of the whole region. The listing has only ids:
 * whose they are never changes, and is asked once for each. What it cannot tell from a quiet group is one that was just
 * deleted.
 */
export function createDeploymentsSince() {
  const owners = new Map<string, Owner>();

  async function learn(ids: readonly string[], call: Call): Promise<Unanswered | undefined> {
    const outcomes = await Promise.all(
      toBatches(ids, deploymentsPerCall).map((some) => call(batchGetDeployments, deploymentsById.join(some))),
    );
    for (const outcome of outcomes) {
      if (!outcome.ok) return { kind: "failed", failure: outcome.failure };
      for (const row of outcome.output.deploymentsInfo ?? []) {
        const { deploymentId, applicationName, deploymentGroupName, createTime } = row;
        if (!deploymentId || !applicationName || !deploymentGroupName || !createTime) continue;
        const owner = toOwnerKey(applicationName, deploymentGroupName);
        owners.set(deploymentId, { owner, at: createTime.getTime() });
      }
    }
    // The oldest knowledge goes first.
    for (const id of owners.keys()) {
      if (owners.size <= mostOwners) break;
      owners.delete(id);
    }
    return undefined;
  }

  return defineListing({
    operation: listDeployments,
    // The asks may be allowed for their own groups only.
    denied: "batch",
    parse({ applicationName, deploymentGroupName, createTimeRange: { start } = {} }) {
      if (applicationName === undefined || deploymentGroupName === undefined || start === undefined)
        return undefined;
      return {
        owner: toOwnerKey(applicationName, deploymentGroupName),
        from: toInstant(start.getTime()),
      };
    },
    everything: {},
    toInput: toDeploymentsInput,
    next: nextByLowerToken,
    rows: ({ deployments }) => deployments,
    async findOwners(ids, call, mostCalls) {
      const unknown = ids.filter((id) => !owners.has(id));
      const trouble = await learn(unknown.slice(0, mostCalls * deploymentsPerCall), call);
      if (trouble !== undefined) return trouble;
      const owned = ids.flatMap((row) => {
        const known = owners.get(row);
        return known === undefined ? [] : [{ row, ...known }];
      });
      return owned.length < ids.length ? { kind: "unfit" } : owned;
    },
    toOutput: (deployments) => ({ deployments, $metadata: {} }),
  });
}

/** What asks for the deployments of that group, where it names one, or else of all, since some time. */
export function toDeploymentsInput(
  { applicationName, deploymentGroupName }: ListDeploymentsCommandInput,
  from: Instant,
): ListDeploymentsCommandInput {
  return { applicationName, deploymentGroupName, createTimeRange: { start: new Date(from) } };
}
