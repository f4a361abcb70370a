import { addSeconds, toInstant } from "#lib/domain/time.ts";
import type { EventEnd, EventPlace } from "#lib/simulator/world/codedeploy/target-record.ts";
import { agentPollSeconds, eventLimitSeconds } from "#lib/simulator/world/delays.ts";
import { isGone } from "#lib/simulator/world/ec2/instances.ts";
import {
  deregisterTarget,
  registerTarget,
  statesIn,
  toTargetGroupArns,
} from "#lib/simulator/world/elb/targets.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";

type TrafficEvent = { readonly place: EventPlace; readonly targetGroupNames: readonly string[] };

/** BlockTraffic drains the instance; AllowTraffic registers it and waits until every target group calls it healthy. */
export function runTrafficEvent(model: RegionModel, traffic: TrafficEvent, end: EventEnd): void {
  const arns = toTargetGroupArns(model, traffic.targetGroupNames);
  if (arns.length < traffic.targetGroupNames.length) {
    end({
      ended: "failed",
      diagnostics: {
        errorCode: "UnknownError",
        message: `A target group of the deployment group does not exist: ${traffic.targetGroupNames.join(", ")}`,
      },
    });
    return;
  }
  const run: TrafficRun = { place: traffic.place, arns, end };
  if (traffic.place.event.name === "BlockTraffic") block(model, run);
  else allow(model, run);
}

type TrafficRun = { readonly place: EventPlace; readonly arns: readonly string[]; readonly end: EventEnd };

function block(model: RegionModel, { place, arns, end }: TrafficRun): void {
  const ends = arns.map((arn) => deregisterTarget(model, arn, place.target.instanceId));
  const drainedAt = toInstant(Math.max(addSeconds(model.world.now(), 1), ...ends));
  const limit = addSeconds(model.world.now(), eventLimitSeconds);
  if (drainedAt > limit) model.world.at(limit, () => end({ ended: "failed" }));
  else model.world.at(drainedAt, () => end({ ended: "succeeded" }));
}

function allow(model: RegionModel, run: TrafficRun): void {
  const { instanceId } = run.place.target;
  if (!isGone(model, instanceId)) {
    for (const arn of run.arns) registerTarget(model, arn, instanceId);
  }
  awaitHealthy(model, run);
}

/** AllowTraffic that never comes to health fails at its limit without any log (CD:troubleshooting-deployments). */
function awaitHealthy(model: RegionModel, run: TrafficRun): void {
  const { world } = model;
  const { place, arns, end } = run;
  if (place.event.status !== "InProgress") return;
  if (statesIn(model, arns, place.target.instanceId).every((state) => state === "healthy")) {
    end({ ended: "succeeded" });
    return;
  }
  const limit = addSeconds(place.event.startTime ?? world.now(), eventLimitSeconds);
  if (world.now() >= limit) {
    end({ ended: "failed" });
    return;
  }
  const next = addSeconds(world.now(), agentPollSeconds);
  world.at(toInstant(Math.min(next, limit)), () => awaitHealthy(model, run));
}
