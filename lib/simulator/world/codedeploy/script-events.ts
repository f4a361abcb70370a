import { addSeconds } from "#lib/domain/time.ts";
import { isAgentAlive } from "#lib/simulator/world/codedeploy/agent.ts";
import { findAgentFailure } from "#lib/simulator/world/codedeploy/download-failures.ts";
import { usesPreviousRevision } from "#lib/simulator/world/codedeploy/event-order.ts";
import { toGroupKey } from "#lib/simulator/world/codedeploy/groups.ts";
import { isInterrupted } from "#lib/simulator/world/codedeploy/restarts.ts";
import { toRevisionKey } from "#lib/simulator/world/codedeploy/revisions.ts";
import type { EventEnd, EventPlace } from "#lib/simulator/world/codedeploy/target-record.ts";
import { eventLimitSeconds } from "#lib/simulator/world/delays.ts";
import { setServing } from "#lib/simulator/world/ec2/instances.ts";
import type { RegionModel, RevisionFault, ScriptFailure } from "#lib/simulator/world/sim-world.ts";
import type { SimLifecycleEvent, SimRevision } from "#lib/simulator/world/state.ts";

/** An event that the agent runs. Where the agent is gone at its end, nobody reports it: it fails at the event's limit. */
export function runScriptEvent(model: RegionModel, place: EventPlace, end: EventEnd): void {
  const { parameters, random } = model.world;
  const { event, target } = place;
  const seconds = random.spread(parameters.eventSeconds[event.name] ?? 1);
  model.world.after(Math.round(Math.min(seconds, eventLimitSeconds) * 1000), () => {
    if (event.status !== "InProgress" || isInterrupted(model, place)) return;
    const timedOut = seconds > eventLimitSeconds;
    if (timedOut || !isAgentAlive(model, target.instanceId)) {
      const limit = addSeconds(event.startTime ?? model.world.now(), eventLimitSeconds);
      model.world.at(limit, () => end({ ended: "failed", diagnostics: { errorCode: "UnknownError" } }));
      return;
    }
    const failure = findFailure(model, place);
    const diagnostics = failure === undefined ? findAgentFailure(model, place) : toDiagnostics(failure);
    if (diagnostics !== undefined) {
      end({ ended: "failed", diagnostics });
      return;
    }
    applyEffects(model, place);
    end({ ended: "succeeded" });
  });
}

function findFailure(model: RegionModel, place: EventPlace): ScriptFailure | undefined {
  const { deployment, target, event } = place;
  const previous = model.hidden.machines.get(target.instanceId)?.revisions.get(toGroupKey(deployment));
  const fromPrevious = usesPreviousRevision(event.name);
  if (fromPrevious && previous === undefined) return undefined;
  const own = model.state.instances.get(target.instanceId)?.scriptFailure;
  if (own?.event === event.name) return own;
  const fault = faultOf(model, fromPrevious ? previous : deployment.revision);
  return fault?.kind === "script-fails" && fault.event === event.name ? fault : undefined;
}

function faultOf(model: RegionModel, revision: SimRevision | undefined): RevisionFault | undefined {
  return revision === undefined ? undefined : model.hidden.badRevisions.get(toRevisionKey(revision));
}

/** What the event does to the machine: the application stops, is exchanged, starts. */
function applyEffects(model: RegionModel, place: EventPlace): void {
  const { deployment, target, event } = place;
  const machine = model.hidden.machines.get(target.instanceId);
  if (machine === undefined) return;
  const key = toGroupKey(deployment);
  if (event.name === "ApplicationStop" && machine.revisions.has(key))
    setServing(model, target.instanceId, false);
  if (event.name === "Install") {
    machine.revisions.set(key, deployment.revision);
    machine.installedBy.set(key, model.state.deploymentGroups.get(key)?.id ?? "");
  }
  if (event.name === "ApplicationStart") {
    setServing(model, target.instanceId, faultOf(model, deployment.revision)?.kind !== "never-serves");
  }
}

function toDiagnostics(failure: ScriptFailure): SimLifecycleEvent["diagnostics"] {
  const { errorCode, scriptName, message, logTail } = failure;
  return { errorCode, scriptName, message, logTail };
}
