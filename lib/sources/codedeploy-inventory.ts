import type { DeploymentGroup } from "#lib/domain/code-deploy.ts";
import { defineSource } from "#lib/sources/source.ts";

export const codedeployInventory = defineSource<"codedeploy-inventory", { "region-group": DeploymentGroup }>({
  id: "codedeploy-inventory",
  title: "CodeDeploy: all groups",
  level: "place",
  kinds: ["region-group"],
  operations: [],
  after: [],
  mentions: false,
  async read() {},
});
