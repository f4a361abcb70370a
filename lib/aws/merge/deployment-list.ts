import type { ListDeploymentsCommandInput, ListDeploymentsCommandOutput } from "@aws-sdk/client-codedeploy";
import { toBatches } from "#lib/aws/batch.ts";
import { toBoundKey, toMostPages } from "#lib/aws/merge/account-wide.ts";
import { defineMerge, type Merge } from "#lib/aws/merge/define-merge.ts";
import { createDeploymentOwners, type DeploymentOwner } from "#lib/aws/merge/deployment-owners.ts";
import { deploymentsPerCall } from "#lib/aws/merge/deployments.ts";
import { fetchRows } from "#lib/aws/merge/fetch-rows.ts";
import { hasOnly } from "#lib/aws/merge/input-shape.ts";
import { batchGetDeployments, listDeployments } from "#lib/aws/operations.ts";
import { nextByLowerToken } from "#lib/aws/paginate.ts";
import { type Instant, toInstant } from "#lib/domain/time.ts";

type Input = ListDeploymentsCommandInput;

/**
 * The deployments of single groups since some time, out of one listing of the whole region. The listing has only ids:
 * whose they are is asked once for each. What it cannot tell from a quiet group is one that was just deleted.
 */
export function createDeploymentListMerge(): Merge<Input, ListDeploymentsCommandOutput> {
  const owners = createDeploymentOwners();
  return defineMerge({
    operation: listDeployments,
    reach: "everything",
    // The asks may be allowed for their own groups only.
    denied: "merging",
    most: Number.POSITIVE_INFINITY,
    key(input) {
      const plain = hasOnly(input, ["applicationName", "deploymentGroupName", "createTimeRange"]);
      const start = findStart(input);
      return plain && input.applicationName !== undefined && start !== undefined
        ? toBoundKey(start)
        : undefined;
    },
    names: ({ applicationName, deploymentGroupName: group }) =>
      group === undefined ? [] : [JSON.stringify([applicationName, group])],
    async fetch(inputs, { call }) {
      const start = Math.min(...inputs.map((input) => findStart(input) ?? 0));
      const listed = await fetchRows(call, listDeployments, {
        input: { createTimeRange: { start: new Date(start) } },
        next: nextByLowerToken,
        rows: ({ deployments }) => deployments,
        mostPages: toMostPages(inputs.length),
      });
      if (listed.kind !== "listed") return listed;
      const { rows: ids, readAt } = listed;
      const batches = toBatches(owners.unknownAmong(ids), deploymentsPerCall).slice(
        0,
        toMostPages(inputs.length),
      );
      const described = await Promise.all(
        batches.map((deploymentIds) => call(batchGetDeployments, { deploymentIds })),
      );
      for (const outcome of described) {
        if (!outcome.ok) return { kind: "failed", failure: outcome.failure };
        owners.learn(outcome.output.deploymentsInfo ?? []);
      }
      if (owners.unknownAmong(ids).length > 0) return { kind: "unfit" };
      return {
        kind: "answered",
        readAt,
        answerTo: (input) => ({
          deployments: ids.filter((id) => isOf(owners.of(id), input)),
          $metadata: {},
        }),
      };
    },
  });
}

function findStart({ createTimeRange = {} }: Input): Instant | undefined {
  const { start } = createTimeRange;
  return start === undefined || !hasOnly(createTimeRange, ["start"]) ? undefined : toInstant(start.getTime());
}

function isOf(owner: DeploymentOwner | undefined, input: Input): boolean {
  return (
    owner !== undefined &&
    owner.application === input.applicationName &&
    owner.group === input.deploymentGroupName &&
    owner.createTimeMs >= (findStart(input) ?? 0)
  );
}
