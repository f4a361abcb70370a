import { GetDeploymentConfigCommand } from "@aws-sdk/client-codedeploy";
import { findConfig } from "#lib/simulator/handlers/codedeploy/failures.ts";
import { defineOperation } from "#lib/simulator/handlers/define-operation.ts";

export const getDeploymentConfig = defineOperation(GetDeploymentConfigCommand, (input, { region }) => {
  const { name, minimumHealthy } = findConfig(region, input.deploymentConfigName);
  return {
    deploymentConfigInfo: {
      deploymentConfigName: name,
      minimumHealthyHosts: { type: minimumHealthy.type, value: minimumHealthy.value },
      computePlatform: "Server" as const,
    },
  };
});
