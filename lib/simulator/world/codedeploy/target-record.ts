import type { RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimDeployment, SimDeploymentTarget, SimLifecycleEvent } from "#lib/simulator/world/state.ts";

/** One event of one target of one deployment. */
export type EventPlace = {
  readonly deployment: SimDeployment;
  readonly target: SimDeploymentTarget;
  readonly event: SimLifecycleEvent;
};

export type EventOutcome =
  | { readonly ended: "succeeded" }
  | { readonly ended: "failed"; readonly diagnostics?: SimLifecycleEvent["diagnostics"] };

export type EventEnd = (outcome: EventOutcome) => void;

/** The one way a lifecycle event changes its status. */
export function setEventStatus(model: RegionModel, place: EventPlace, to: SimLifecycleEvent["status"]): void {
  const { deployment, target, event } = place;
  const now = model.world.now();
  const from = event.status;
  event.status = to;
  if (to === "InProgress") event.startTime = now;
  if (to === "Failed") event.startTime ??= now;
  if (to === "Succeeded" || to === "Failed") event.endTime = now;
  target.lastUpdatedAt = now;
  const { instanceId } = target;
  model.emit({
    kind: "lifecycle-event",
    deploymentId: deployment.id,
    instanceId,
    event: event.name,
    from,
    to,
  });
}

/** The one way a target changes its status. */
export function setTargetStatus(
  model: RegionModel,
  place: Omit<EventPlace, "event">,
  to: SimDeploymentTarget["status"],
): void {
  const { deployment, target } = place;
  const from = target.status;
  if (from === to) return;
  target.status = to;
  target.lastUpdatedAt = model.world.now();
  model.emit({
    kind: "deployment-target",
    deploymentId: deployment.id,
    instanceId: target.instanceId,
    from,
    to,
  });
}

/** The event failed; those after it are skipped, and the target has failed. */
export function failTarget(
  model: RegionModel,
  place: EventPlace,
  diagnostics?: SimLifecycleEvent["diagnostics"],
): void {
  if (diagnostics !== undefined) place.event.diagnostics = diagnostics;
  setEventStatus(model, place, "Failed");
  skipPending(model, place);
  releaseAgent(model, place);
  setTargetStatus(model, place, "Failed");
}

/** The target has failed without a word: none of its events began. */
export function skipTarget(model: RegionModel, place: Omit<EventPlace, "event">): void {
  skipPending(model, place);
  setTargetStatus(model, place, "Failed");
}

export function succeedTarget(model: RegionModel, place: Omit<EventPlace, "event">): void {
  releaseAgent(model, place);
  setTargetStatus(model, place, "Succeeded");
}

/** The deployment ends: what never started is skipped; how an event under way will end is unknown. */
export function closeTargets(model: RegionModel, deployment: SimDeployment): void {
  for (const target of deployment.targets ?? []) {
    if (!["Pending", "InProgress", "Ready"].includes(target.status)) continue;
    const place = { deployment, target };
    const running = target.events.find((event) => event.status === "InProgress");
    if (running !== undefined) setEventStatus(model, { ...place, event: running }, "Unknown");
    skipPending(model, place);
    releaseAgent(model, place);
    setTargetStatus(model, place, target.status === "Pending" ? "Skipped" : "Unknown");
  }
}

function skipPending(model: RegionModel, place: Omit<EventPlace, "event">): void {
  for (const event of place.target.events) {
    if (event.status === "Pending") setEventStatus(model, { ...place, event }, "Skipped");
  }
}

function releaseAgent(model: RegionModel, place: Omit<EventPlace, "event">): void {
  const machine = model.hidden.machines.get(place.target.instanceId);
  if (machine?.busyWith === place.deployment.id) delete machine.busyWith;
}
