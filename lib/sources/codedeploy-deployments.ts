import type { Deployment } from "#lib/domain/code-deploy.ts";
import { defineSource } from "#lib/sources/source.ts";

export const codedeployDeployments = defineSource<"codedeploy-deployments", { deployment: Deployment }>({
  id: "codedeploy-deployments",
  title: "CodeDeploy: deployments",
  level: "group",
  kinds: ["deployment"],
  operations: [],
  after: [],
  mentions: false,
  async read() {},
});
