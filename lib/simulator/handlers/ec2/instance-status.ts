import {
  DescribeInstanceStatusCommand,
  type InstanceStatus,
  type InstanceStatusSummary,
} from "@aws-sdk/client-ec2";
import { batchLimits } from "#lib/simulator/handlers/batch-limits.ts";
import { defineOperation } from "#lib/simulator/handlers/define-operation.ts";
import { selectInstances } from "#lib/simulator/handlers/ec2/select.ts";
import { stateCodes } from "#lib/simulator/handlers/ec2/state-codes.ts";
import { toOpenEnum } from "#lib/simulator/handlers/open-enum.ts";
import { toInvalidParameter } from "#lib/simulator/handlers/validation.ts";
import { toDate } from "#lib/simulator/handlers/wire-time.ts";
import type { SimInstance } from "#lib/simulator/world/state.ts";

/** Only running instances, unless all are asked for (m:ec2). */
export const describeInstanceStatus = defineOperation(DescribeInstanceStatusCommand, (input, context) => {
  const asked = input.InstanceIds?.length ?? 0;
  const most = batchLimits.DescribeInstanceStatus;
  if (asked > most) throw toInvalidParameter(`At most ${most} instance ids, not ${asked}`);
  const all = input.IncludeAllInstances ?? false;
  const page = selectInstances(
    { operation: "DescribeInstanceStatus", asked: input, isShown: ({ state }) => all || state === "running" },
    context,
  );
  return { InstanceStatuses: page.items.map(toStatus), NextToken: page.next };
});

/** The simulated machines fail in themselves, never in the host below them. */
function toStatus({ id, zone, state, statusCheck, scheduledEvents = [] }: SimInstance): InstanceStatus {
  const running = state === "running";
  return {
    InstanceId: id,
    AvailabilityZone: zone,
    InstanceState: { Code: stateCodes[state], Name: state },
    InstanceStatus: running ? toSummary(statusCheck) : { Status: "not-applicable" },
    SystemStatus: running
      ? toSummary(statusCheck === "impaired" ? "ok" : statusCheck)
      : { Status: "not-applicable" },
    Events: scheduledEvents.map(({ code, description, notBefore }) => ({
      Code: toOpenEnum(code),
      Description: description,
      NotBefore: toDate(notBefore),
    })),
  };
}

const reachability = { ok: "passed", initializing: "initializing", impaired: "failed" } as const;

function toSummary(check: SimInstance["statusCheck"]): InstanceStatusSummary {
  return { Status: check, Details: [{ Name: "reachability", Status: reachability[check] }] };
}
