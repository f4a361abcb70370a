import { defineShare } from "#lib/aws/merge/define-share.ts";
import { hasOnly } from "#lib/aws/merge/input-shape.ts";
import { getDeploymentConfig } from "#lib/aws/operations.ts";

/** Most groups use one of AWS's own few configurations. */
export const deploymentConfigShare = defineShare({
  operation: getDeploymentConfig,
  key: (input) => (hasOnly(input, ["deploymentConfigName"]) ? input.deploymentConfigName : undefined),
});
