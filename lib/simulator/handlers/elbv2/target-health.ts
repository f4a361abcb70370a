import {
  DescribeTargetHealthCommand,
  type TargetDescription,
  type TargetHealthDescription,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { defineOperation } from "#lib/simulator/handlers/define-operation.ts";
import { findTargetGroup } from "#lib/simulator/handlers/elbv2/lookup.ts";
import { toOpenEnum } from "#lib/simulator/handlers/open-enum.ts";
import type { SimTarget, SimTargetGroup } from "#lib/simulator/world/state.ts";

/** All registered targets, or the asked ones: what is not registered then answers `unused`. */
export const describeTargetHealth = defineOperation(DescribeTargetHealthCommand, (input, { region }) => {
  const group = findTargetGroup(region, input.TargetGroupArn);
  const asked = input.Targets ?? [];
  const rows = asked.length === 0 ? group.targets.map(toHealth) : asked.map((one) => toAsked(group, one));
  return { TargetHealthDescriptions: rows };
});

function toAsked(group: SimTargetGroup, asked: TargetDescription): TargetHealthDescription {
  const port = asked.Port ?? group.port;
  const registered = group.targets.find((target) => target.instanceId === asked.Id && target.port === port);
  if (registered !== undefined) return toHealth(registered);
  return {
    Target: { Id: asked.Id, Port: port },
    TargetHealth: {
      State: "unused",
      Reason: "Target.NotRegistered",
      Description: "Target is not registered to the target group",
    },
  };
}

function toHealth(target: SimTarget): TargetHealthDescription {
  return {
    Target: { Id: target.instanceId, Port: target.port, AvailabilityZone: target.zone },
    HealthCheckPort: String(target.port),
    TargetHealth: {
      State: target.state,
      Reason: target.reason === undefined ? undefined : toOpenEnum(target.reason),
      Description: target.description,
    },
    AdministrativeOverride:
      target.administrativeOverride === undefined
        ? undefined
        : { State: toOpenEnum(target.administrativeOverride) },
  };
}
