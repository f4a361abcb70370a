import { defineFailedStart } from "#lib/simulator/scenarios/failed-start.ts";

export const serviceRoleLost = defineFailedStart({
  id: "service-role-lost",
  title: "The service role of the deployment group lost its policy: no deployment starts.",
  application: "ledger",
  fault: {
    errorCode: "IAM_ROLE_PERMISSIONS",
    errorMessage:
      "The IAM role arn:aws:iam::123456789012:role/CodeDeployServiceRole does not give you permission to perform operations in the following AWS service: AmazonAutoScaling.",
  },
});
