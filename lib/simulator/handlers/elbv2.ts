import { errorTypeRegistries } from "@aws-sdk/client-elastic-load-balancing-v2";
import { targetGroupOperations } from "#lib/simulator/handlers/elbv2/target-groups.ts";
import { describeTargetHealth } from "#lib/simulator/handlers/elbv2/target-health.ts";
import { toMissingValue } from "#lib/simulator/handlers/validation.ts";
import type { Service } from "#lib/simulator/wire/service.ts";

export const elbv2: Service = {
  signingName: "elasticloadbalancing",
  protocol: "query",
  version: "2015-12-01",
  xmlNamespace: "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
  namespace: "com.amazonaws.elasticloadbalancingv2",
  errors: errorTypeRegistries,
  operations: [...targetGroupOperations, describeTargetHealth],
  toMissingMember: toMissingValue,
};
