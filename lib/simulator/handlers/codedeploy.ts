import { errorTypeRegistries } from "@aws-sdk/client-codedeploy";
import { listApplications } from "#lib/simulator/handlers/codedeploy/applications.ts";
import { getDeploymentConfig } from "#lib/simulator/handlers/codedeploy/configs.ts";
import { deploymentGroupOperations } from "#lib/simulator/handlers/codedeploy/deployment-groups.ts";
import { deploymentOperations } from "#lib/simulator/handlers/codedeploy/deployments.ts";
import { toMissingMember } from "#lib/simulator/handlers/codedeploy/failures.ts";
import { targetOperations } from "#lib/simulator/handlers/codedeploy/targets.ts";
import type { Service } from "#lib/simulator/wire/service.ts";

export const codedeploy: Service = {
  signingName: "codedeploy",
  protocol: "json",
  target: "CodeDeploy_20141006",
  namespace: "com.amazonaws.codedeploy",
  errors: errorTypeRegistries,
  operations: [
    listApplications,
    ...deploymentGroupOperations,
    ...deploymentOperations,
    ...targetOperations,
    getDeploymentConfig,
  ],
  toMissingMember,
};
