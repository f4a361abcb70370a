import { GetDeploymentConfig$, type GetDeploymentConfigCommand } from "@aws-sdk/client-codedeploy";
import { findConfig } from "#lib/simulator/handlers/codedeploy/failures.ts";
import type { SimContext } from "#lib/simulator/handlers/context.ts";
import { defineOperation } from "#lib/simulator/wire/service.ts";

const getDeploymentConfig = defineOperation<GetDeploymentConfigCommand, SimContext>(
  GetDeploymentConfig$,
  (input, { region }) => {
    const { name, minimumHealthy } = findConfig(region, input.deploymentConfigName);
    return {
      deploymentConfigInfo: {
        deploymentConfigName: name,
        minimumHealthyHosts: { type: minimumHealthy.type, value: minimumHealthy.value },
        computePlatform: "Server",
      },
    };
  },
);

export const configOperations = [getDeploymentConfig];
