import { DescribeInstancesCommand, type Instance } from "@aws-sdk/client-ec2";
import { defineOperation } from "#lib/simulator/handlers/define-operation.ts";
import { selectInstances } from "#lib/simulator/handlers/ec2/select.ts";
import { stateCodes } from "#lib/simulator/handlers/ec2/state-codes.ts";
import { toOpenEnum } from "#lib/simulator/handlers/open-enum.ts";
import { toDate } from "#lib/simulator/handlers/wire-time.ts";
import type { SimInstance } from "#lib/simulator/world/state.ts";

/** Each instance was launched on its own: one reservation each. */
export const describeInstances = defineOperation(DescribeInstancesCommand, (input, context) => {
  const page = selectInstances({ operation: "DescribeInstances", asked: input }, context);
  return {
    Reservations: page.items.map((instance) => ({
      ReservationId: `r-${instance.id.slice("i-".length)}`,
      OwnerId: context.account,
      Instances: [toInstance(instance)],
    })),
    NextToken: page.next,
  };
});

function toInstance(instance: SimInstance): Instance {
  return {
    InstanceId: instance.id,
    ImageId: instance.imageId,
    InstanceType: toOpenEnum(instance.instanceType),
    State: { Code: stateCodes[instance.state], Name: instance.state },
    StateTransitionReason: instance.stateTransitionReason,
    StateReason: instance.stateReason && {
      Code: instance.stateReason.code,
      Message: instance.stateReason.message,
    },
    LaunchTime: toDate(instance.launchTime),
    Placement: { AvailabilityZone: instance.zone },
    PrivateIpAddress: instance.privateIp === "" ? undefined : instance.privateIp,
    IamInstanceProfile: instance.profileArn === undefined ? undefined : { Arn: instance.profileArn },
    InstanceLifecycle: instance.lifecycle,
    MetadataOptions: { State: "applied", HttpEndpoint: instance.metadataEndpoint ?? "enabled" },
    Tags: instance.tags.map(({ key, value }) => ({ Key: key, Value: value })),
  };
}
