import type { DeploymentConfig, DeploymentGroup } from "#lib/domain/code-deploy.ts";
import { defineSource } from "#lib/sources/source.ts";

export const codedeployGroup = defineSource<"codedeploy-group", { "deployment-group": DeploymentGroup; "deployment-config": DeploymentConfig }>({
  id: "codedeploy-group",
  title: "CodeDeploy: deployment group",
  level: "group",
  kinds: ["deployment-group", "deployment-config"],
  operations: [],
  after: [],
  mentions: false,
  async read() {},
});
