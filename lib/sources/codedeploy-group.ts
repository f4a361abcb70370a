import * as z from "zod";
import { getDeploymentConfig, getDeploymentGroup } from "#lib/aws/operations.ts";
import type { DeploymentConfig, DeploymentGroup } from "#lib/domain/code-deploy.ts";
import { DeploymentGroupRow } from "#lib/sources/code-deploy-rows.ts";
import { parseRows } from "#lib/sources/parse-rows.ts";
import { readOnce } from "#lib/sources/read-pages.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";

type Kinds = { "deployment-group": DeploymentGroup; "deployment-config": DeploymentConfig };

const DeploymentConfigRow = z
  .object({
    deploymentConfigName: z.string(),
    minimumHealthyHosts: z.object({ type: z.string().optional(), value: z.number().optional() }).optional(),
  })
  .transform(
    ({ deploymentConfigName, minimumHealthyHosts }): DeploymentConfig => ({
      name: deploymentConfigName,
      minimumHealthyType: minimumHealthyHosts?.type,
      minimumHealthyValue: minimumHealthyHosts?.value,
    }),
  );

export const codedeployGroup = defineSource<"codedeploy-group", Kinds>({
  id: "codedeploy-group",
  title: "CodeDeploy: deployment group",
  level: "group",
  pace: "settings",
  kinds: ["deployment-group", "deployment-config"],
  operations: [getDeploymentGroup, getDeploymentConfig],
  after: [],
  mentions: false,
  async read(context) {
    const group = await readGroup(context);
    context.handOver();
    if (group?.configName !== undefined) await readConfig(context, group.configName);
  },
});

async function readGroup(context: ReadContext<Kinds>): Promise<DeploymentGroup | undefined> {
  const { application, group } = context.scope;
  const output = await readOnce(context, getDeploymentGroup, {
    applicationName: application,
    deploymentGroupName: group,
  });
  if (output === undefined) return undefined;
  const [value] = parseRows(context, {
    operation: getDeploymentGroup,
    member: "deploymentGroupInfo",
    rows: [output.deploymentGroupInfo],
    schema: DeploymentGroupRow,
  });
  if (value === undefined) return undefined;
  const entity = `${value.application}/${value.name}`;
  context.emit({ kind: "deployment-group", entity, value, operation: getDeploymentGroup.id });
  return value;
}

async function readConfig(context: ReadContext<Kinds>, deploymentConfigName: string): Promise<void> {
  const output = await readOnce(context, getDeploymentConfig, { deploymentConfigName });
  if (output === undefined) return;
  const configs = parseRows(context, {
    operation: getDeploymentConfig,
    member: "deploymentConfigInfo",
    rows: [output.deploymentConfigInfo],
    schema: DeploymentConfigRow,
  });
  for (const value of configs) {
    context.emit({ kind: "deployment-config", entity: value.name, value, operation: getDeploymentConfig.id });
  }
}
