import * as z from "zod";
import { deploymentGroupsPerCall } from "#lib/aws/batching/codedeploy.ts";
import { batchGetDeploymentGroups, listApplications, listDeploymentGroups } from "#lib/aws/operations.ts";
import { nextByLowerToken } from "#lib/aws/paginate.ts";
import type { DeploymentGroup } from "#lib/domain/code-deploy.ts";
import { createBatches } from "#lib/sources/batches.ts";
import { DeploymentGroupRow } from "#lib/sources/code-deploy-rows.ts";
import { createInFlight } from "#lib/sources/in-flight.ts";
import { makeParser } from "#lib/sources/parse-rows.ts";
import { readOnce, readPages } from "#lib/sources/read-pages.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";

type Kinds = { "region-group": DeploymentGroup };

const NamedGroup = z
  .object({ applicationName: z.string(), deploymentGroupName: z.string() })
  .transform((row) => ({
    kind: "region-group",
    entity: `${row.applicationName}/${row.deploymentGroupName}`,
  }));

const parseGroups = makeParser(
  batchGetDeploymentGroups,
  "deploymentGroupsInfo",
  DeploymentGroupRow,
  NamedGroup,
);

export const codedeployInventory = defineSource<"codedeploy-inventory", Kinds>({
  id: "codedeploy-inventory",
  title: "CodeDeploy: all groups",
  level: "place",
  pace: "settings",
  kinds: ["region-group"],
  operations: [listApplications, listDeploymentGroups, batchGetDeploymentGroups],
  after: [],
  mentions: false,
  // Every deployment in the account moves these; each group's own reading tells of its deployments.
  volatile: {
    "region-group": ["lastAttempted", "lastSuccessful", "targetRevision"] satisfies (keyof DeploymentGroup)[],
  },
  async read(context) {
    const applications = createInFlight<void>();
    await readPages(context, listApplications, {
      input: {},
      next: nextByLowerToken,
      onPage: ({ applications: names = [] }) => {
        for (const name of names) applications.start(readApplication(context, name));
      },
    });
    await applications.all();
  },
});

async function readApplication(context: ReadContext<Kinds>, applicationName: string): Promise<void> {
  const batches = createBatches(deploymentGroupsPerCall, (deploymentGroupNames) =>
    readGroups(context, { applicationName, deploymentGroupNames }),
  );
  await readPages(context, listDeploymentGroups, {
    input: { applicationName },
    next: nextByLowerToken,
    onPage: ({ deploymentGroups = [] }) => batches.add(deploymentGroups),
  });
  batches.flush();
  await batches.done();
}

async function readGroups(
  context: ReadContext<Kinds>,
  input: { applicationName: string; deploymentGroupNames: string[] },
): Promise<void> {
  const output = await readOnce(context, batchGetDeploymentGroups, input);
  if (output === undefined) return;
  if (output.errorMessage) context.drop(`${batchGetDeploymentGroups.id}: ${output.errorMessage}`);
  for (const value of parseGroups(context, output.deploymentGroupsInfo)) {
    const entity = `${value.application}/${value.name}`;
    context.emit({ kind: "region-group", entity, value, operation: batchGetDeploymentGroups.id });
  }
}
