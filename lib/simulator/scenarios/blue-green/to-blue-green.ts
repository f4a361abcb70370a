import type { DeploymentGroupOptions } from "#lib/simulator/world/set-up-code-deploy.ts";
import type { SimDeploymentGroup } from "#lib/simulator/world/state.ts";

/** A deployment group that copies its Auto Scaling group for each release, and five minutes later terminates the original. */
export function toBlueGreen(
  changes: Partial<NonNullable<SimDeploymentGroup["blueGreen"]>> = {},
): Pick<DeploymentGroupOptions, "deploymentType" | "blueGreen"> {
  return {
    deploymentType: "BLUE_GREEN",
    blueGreen: {
      terminateBlue: "TERMINATE",
      terminationWaitMinutes: 5,
      greenProvisioning: "COPY_AUTO_SCALING_GROUP",
      ...changes,
    },
  };
}
