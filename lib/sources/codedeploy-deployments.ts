import * as z from "zod";
import { deploymentsById, toDeploymentsInput } from "#lib/aws/batching/codedeploy.ts";
import { batchGetDeployments, listDeployments } from "#lib/aws/operations.ts";
import { nextByLowerToken } from "#lib/aws/paginate.ts";
import type { Deployment } from "#lib/domain/code-deploy.ts";
import { addMs } from "#lib/domain/time.ts";
import { createBatches } from "#lib/sources/batches.ts";
import { RevisionLocation } from "#lib/sources/code-deploy-rows.ts";
import { findKnownFacts, pickFacts } from "#lib/sources/known-facts.ts";
import { longestDeploymentMs } from "#lib/sources/look-back.ts";
import { AwsTime, parseRows } from "#lib/sources/parse-rows.ts";
import { toDeploymentPast } from "#lib/sources/past-deployments.ts";
import { readOnce, readPages } from "#lib/sources/read-pages.ts";
import { isSettled } from "#lib/sources/settled.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";

type Kinds = { deployment: Deployment };

const text = z.string().optional();
const count = z.number().default(0);

const DeploymentRow = z
  .object({
    deploymentId: z.string(),
    applicationName: text,
    deploymentGroupName: text,
    status: z.string(),
    creator: text,
    createTime: AwsTime.optional(),
    startTime: AwsTime.optional(),
    completeTime: AwsTime.optional(),
    deploymentConfigName: text,
    description: text,
    revision: RevisionLocation.optional(),
    errorInformation: z.object({ code: text, message: text }).optional(),
    deploymentOverview: z
      .object({
        Pending: count,
        InProgress: count,
        Succeeded: count,
        Failed: count,
        Skipped: count,
        Ready: count,
      })
      .transform((overview) => ({
        pending: overview.Pending,
        inProgress: overview.InProgress,
        succeeded: overview.Succeeded,
        failed: overview.Failed,
        skipped: overview.Skipped,
        ready: overview.Ready,
      }))
      .optional(),
    rollbackInfo: z.object({ rollbackDeploymentId: text, rollbackTriggeringDeploymentId: text }).optional(),
    deploymentStyle: z.object({ deploymentType: text }).optional(),
    additionalDeploymentStatusInfo: text,
    deploymentStatusMessages: z.array(z.string()).optional(),
    instanceTerminationWaitTimeStarted: z.boolean().optional(),
    relatedDeployments: z
      .object({ autoUpdateOutdatedInstancesDeploymentIds: z.array(z.string()).optional() })
      .optional(),
  })
  .transform(
    (row): Deployment => ({
      id: row.deploymentId,
      application: row.applicationName,
      group: row.deploymentGroupName,
      status: row.status,
      creator: row.creator,
      createTime: row.createTime,
      startTime: row.startTime,
      completeTime: row.completeTime,
      configName: row.deploymentConfigName,
      description: row.description,
      revision: row.revision,
      errorCode: row.errorInformation?.code,
      errorMessage: row.errorInformation?.message,
      overview: row.deploymentOverview,
      rollbackDeploymentId: row.rollbackInfo?.rollbackDeploymentId,
      rollbackOf: row.rollbackInfo?.rollbackTriggeringDeploymentId,
      deploymentType: row.deploymentStyle?.deploymentType,
      blueWaitStarted: row.instanceTerminationWaitTimeStarted,
      autoUpdateDeploymentIds: row.relatedDeployments?.autoUpdateOutdatedInstancesDeploymentIds,
      additionalStatus: row.additionalDeploymentStatusInfo ?? row.deploymentStatusMessages?.join(" "),
    }),
  );

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
  const deployments = parseRows(context, {
    operation: batchGetDeployments,
    member: "deploymentsInfo",
    rows: output.deploymentsInfo,
    schema: DeploymentRow,
  });
  if (deployments.length < deploymentIds.length) context.truncate();
  for (const value of deployments) {
    context.emit({ kind: "deployment", entity: value.id, value, operation: batchGetDeployments.id });
  }
}
