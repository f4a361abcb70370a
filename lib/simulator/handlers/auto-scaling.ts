import { errorTypeRegistries } from "@aws-sdk/client-auto-scaling";
import { describeScalingActivities } from "#lib/simulator/handlers/auto-scaling/activities.ts";
import { attachmentOperations } from "#lib/simulator/handlers/auto-scaling/attachments.ts";
import { describeAutoScalingGroups } from "#lib/simulator/handlers/auto-scaling/groups.ts";
import { toMissingValue } from "#lib/simulator/handlers/validation.ts";
import type { Service } from "#lib/simulator/wire/service.ts";

export const autoScaling: Service = {
  signingName: "autoscaling",
  protocol: "query",
  version: "2011-01-01",
  xmlNamespace: "http://autoscaling.amazonaws.com/doc/2011-01-01/",
  namespace: "com.amazonaws.autoscaling",
  errors: errorTypeRegistries,
  operations: [describeAutoScalingGroups, describeScalingActivities, ...attachmentOperations],
  toMissingMember: toMissingValue,
};
