import * as z from "zod";
import { deploymentsById, toDeploymentsInput } from "#lib/aws/batching/codedeploy.ts";
import { batchGetDeployments, listDeployments } from "#lib/aws/operations.ts";
import { nextByLowerToken } from "#lib/aws/paginate.ts";
import type { Deployment, DeploymentOverview } from "#lib/domain/code-deploy.ts";
import { addMs } from "#lib/domain/time.ts";
import { createBatches } from "#lib/sources/batches.ts";
import { RevisionLocation } from "#lib/sources/code-deploy-rows.ts";
import { defineRow } from "#lib/sources/define-row.ts";
import { findKnownFacts, pickFacts } from "#lib/sources/known-facts.ts";
import { longestDeploymentMs } from "#lib/sources/look-back.ts";
import { makeParser, maybe } from "#lib/sources/parse-rows.ts";
import { toDeploymentPast } from "#lib/sources/past-deployments.ts";
import { readOnce, readPages } from "#lib/sources/read-pages.ts";
import { isSettled } from "#lib/sources/settled.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";

type Kinds = { deployment: Deployment };

const count = z.number().default(0);

const Overview = defineRow<DeploymentOverview>({
  pending: ["Pending", count],
  inProgress: ["InProgress", count],
  succeeded: ["Succeeded", count],
  failed: ["Failed", count],
  skipped: ["Skipped", count],
  ready: ["Ready", count],
});

const autoUpdateIds = "relatedDeployments.autoUpdateOutdatedInstancesDeploymentIds";

const DeploymentRow = defineRow<Deployment & { readonly statusMessages: readonly string[] | undefined }>({
  id: ["deploymentId", z.string()],
  application: ["applicationName", maybe.text],
  group: ["deploymentGroupName", maybe.text],
  status: ["status", z.string()],
  creator: ["creator", maybe.text],
  createTime: ["createTime", maybe.time],
  startTime: ["startTime", maybe.time],
  completeTime: ["completeTime", maybe.time],
  configName: ["deploymentConfigName", maybe.text],
  description: ["description", maybe.text],
  revision: ["revision", RevisionLocation.optional()],
  errorCode: ["errorInformation.code", maybe.text],
  errorMessage: ["errorInformation.message", maybe.text],
  overview: ["deploymentOverview", Overview.optional()],
  rollbackDeploymentId: ["rollbackInfo.rollbackDeploymentId", maybe.text],
  rollbackOf: ["rollbackInfo.rollbackTriggeringDeploymentId", maybe.text],
  deploymentType: ["deploymentStyle.deploymentType", maybe.text],
  blueWaitStarted: ["instanceTerminationWaitTimeStarted", maybe.flag],
  autoUpdateDeploymentIds: [autoUpdateIds, z.array(z.string()).optional()],
  additionalStatus: ["additionalDeploymentStatusInfo", maybe.text],
  statusMessages: ["deploymentStatusMessages", z.array(z.string()).optional()],
}).transform(
  ({ statusMessages, ...row }): Deployment => ({
    ...row,
    additionalStatus: row.additionalStatus ?? statusMessages?.join(" "),
  }),
);

const parseDeployments = makeParser(batchGetDeployments, "deploymentsInfo", DeploymentRow);

export const codedeployDeployments = defineSource<"codedeploy-deployments", Kinds>({
  id: "codedeploy-deployments",
  title: "CodeDeploy: deployments",
  level: "group",
  pace: "moving",
  kinds: ["deployment"],
  operations: [listDeployments, batchGetDeployments],
  after: [],
  mentions: false,
  deep: true,
  async read(context) {
    const { scope, now, since } = context;
    const settled = new Map(
      findKnownFacts(context, "deployment")
        .filter(({ value }) => isSettled(value, now))
        .map((fact) => [fact.value.id, fact]),
    );
    const batches = createBatches(deploymentsById.most, (ids) => readDeployments(context, ids));
    await readPages(context, listDeployments, {
      input: toDeploymentsInput(
        { applicationName: scope.application, deploymentGroupName: scope.group },
        since ?? addMs(now, -longestDeploymentMs),
      ),
      next: nextByLowerToken,
      onPage: ({ deployments: ids = [] }) => {
        for (const id of ids) {
          const fact = settled.get(id);
          if (fact !== undefined) context.emit(fact);
        }
        batches.add(ids.filter((id) => !settled.has(id)));
      },
    });
    batches.flush();
    await batches.done();
  },
  past: (fact, readAt) =>
    pickFacts([fact], "deployment").flatMap((deployment) => toDeploymentPast(deployment, readAt)),
});

async function readDeployments(context: ReadContext<Kinds>, deploymentIds: string[]): Promise<void> {
  const output = await readOnce(context, batchGetDeployments, deploymentsById.join(deploymentIds));
  if (output === undefined) return;
  const deployments = parseDeployments(context, output.deploymentsInfo);
  if (deployments.length < deploymentIds.length) context.truncate();
  for (const value of deployments) {
    context.emit({ kind: "deployment", entity: value.id, value, operation: batchGetDeployments.id });
  }
}
