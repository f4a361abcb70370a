import {
  GetDeploymentConfig$,
  type GetDeploymentConfigCommand,
  ListDeploymentConfigs$,
  type ListDeploymentConfigsCommand,
} from "@aws-sdk/client-codedeploy";
import { findConfig, toInvalidToken } from "#lib/simulator/handlers/codedeploy/failures.ts";
import type { SimContext } from "#lib/simulator/handlers/context.ts";
import { toPage } from "#lib/simulator/handlers/page.ts";
import { defineOperation } from "#lib/simulator/wire/service.ts";

const listDeploymentConfigs = defineOperation<ListDeploymentConfigsCommand, SimContext>(
  ListDeploymentConfigs$,
  (input, context) => {
    const page = toPage(
      [...context.region.deploymentConfigs.keys()],
      {
        operation: "ListDeploymentConfigs",
        token: input.nextToken,
        keyOf: (name) => name,
        invalidToken: toInvalidToken,
      },
      context,
    );
    return { deploymentConfigsList: [...page.items], nextToken: page.next };
  },
);

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

export const configOperations = [listDeploymentConfigs, getDeploymentConfig];
