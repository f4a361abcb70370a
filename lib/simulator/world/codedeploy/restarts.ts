import { addSeconds } from "#lib/domain/time.ts";
import { activeRuns } from "#lib/simulator/world/codedeploy/deployments.ts";
import { isTrafficEvent } from "#lib/simulator/world/codedeploy/event-order.ts";
import { type EventPlace, failTarget } from "#lib/simulator/world/codedeploy/target-record.ts";
import { findInstance } from "#lib/simulator/world/ec2/instances.ts";
import type { RegionModel } from "#lib/simulator/world/sim-world.ts";

/** The agent is away for so long; when it is back it fails the event that it was at (agent: tracking files). */
export function restartAgentProcess(model: RegionModel, instanceId: string, awaySeconds: number): void {
  const { world, hidden, state } = model;
  findInstance(model, instanceId);
  const machine = hidden.machines.get(instanceId);
  if (machine === undefined) return;
  machine.restartedAt = world.now();
  machine.agentReadyAt = addSeconds(world.now(), awaySeconds);
  const interrupted = listEventsUnderWay(model, instanceId);
  world.at(machine.agentReadyAt, () => {
    if (state.instances.get(instanceId)?.state !== "running") return;
    for (const place of interrupted) {
      if (place.event.status !== "InProgress") continue;
      failTarget(model, place, {
        errorCode: "UnknownError",
        message: "Failing in-progress lifecycle event after an agent restart.",
      });
    }
  });
}

/** True for an event that the agent ran when it was restarted. */
export function isInterrupted(model: RegionModel, place: EventPlace): boolean {
  const restartedAt = model.hidden.machines.get(place.target.instanceId)?.restartedAt;
  return restartedAt !== undefined && (place.event.startTime ?? restartedAt) <= restartedAt;
}

function listEventsUnderWay(model: RegionModel, instanceId: string): EventPlace[] {
  const places: EventPlace[] = [];
  for (const run of activeRuns(model)) {
    const deployment = model.state.deployments.get(run.deploymentId);
    const target = deployment?.targets?.find((candidate) => candidate.instanceId === instanceId);
    const event = target?.events.find(({ name, status }) => status === "InProgress" && !isTrafficEvent(name));
    if (deployment !== undefined && target !== undefined && event !== undefined)
      places.push({ deployment, target, event });
  }
  return places;
}
