import * as z from "zod";
import { getDeploymentConfig, getDeploymentGroup } from "#lib/aws/operations.ts";
import type { DeploymentConfig, DeploymentGroup } from "#lib/domain/code-deploy.ts";
import { DeploymentGroupRow } from "#lib/sources/code-deploy-rows.ts";
import { defineRow } from "#lib/sources/define-row.ts";
import { makeParser, maybe } from "#lib/sources/parse-rows.ts";
import { readOnce } from "#lib/sources/read-pages.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";

type Kinds = { "deployment-group": DeploymentGroup; "deployment-config": DeploymentConfig };

const parseGroup = makeParser(getDeploymentGroup, "deploymentGroupInfo", DeploymentGroupRow);

const parseConfig = makeParser(
  getDeploymentConfig,
  "deploymentConfigInfo",
  defineRow<DeploymentConfig>({
    name: ["deploymentConfigName", z.string()],
    minimumHealthyType: ["minimumHealthyHosts.type", maybe.text],
    minimumHealthyValue: ["minimumHealthyHosts.value", maybe.number],
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
  const [value] = parseGroup(context, [output.deploymentGroupInfo]);
  if (value === undefined) return undefined;
  const entity = `${value.application}/${value.name}`;
  context.emit({ kind: "deployment-group", entity, value, operation: getDeploymentGroup.id });
  return value;
}

async function readConfig(context: ReadContext<Kinds>, deploymentConfigName: string): Promise<void> {
  const output = await readOnce(context, getDeploymentConfig, { deploymentConfigName });
  if (output === undefined) return;
  for (const value of parseConfig(context, [output.deploymentConfigInfo])) {
    context.emit({ kind: "deployment-config", entity: value.name, value, operation: getDeploymentConfig.id });
  }
}
