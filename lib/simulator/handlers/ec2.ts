import { errorTypeRegistries } from "@aws-sdk/client-ec2";
import { describeInstanceStatus } from "#lib/simulator/handlers/ec2/instance-status.ts";
import { describeInstances } from "#lib/simulator/handlers/ec2/instances.ts";
import { AwsError } from "#lib/simulator/wire/aws-error.ts";
import type { Service } from "#lib/simulator/wire/service.ts";

export const ec2: Service = {
  signingName: "ec2",
  protocol: "ec2",
  version: "2016-11-15",
  xmlNamespace: "http://ec2.amazonaws.com/doc/2016-11-15",
  namespace: "com.amazonaws.ec2",
  errors: errorTypeRegistries,
  operations: [describeInstances, describeInstanceStatus],
  toMissingMember: (member) =>
    new AwsError("MissingParameter", `The request must contain the parameter ${member}`),
};
