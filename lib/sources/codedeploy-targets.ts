import type { DeploymentTarget, TargetList } from "#lib/domain/code-deploy.ts";
import { defineSource } from "#lib/sources/source.ts";

export const codedeployTargets = defineSource<"codedeploy-targets", { "target-list": TargetList; "deployment-target": DeploymentTarget }>({
  id: "codedeploy-targets",
  title: "CodeDeploy: deployment targets",
  level: "group",
  kinds: ["target-list", "deployment-target"],
  operations: [],
  after: ["codedeploy-deployments"],
  mentions: true,
  async read() {},
});
