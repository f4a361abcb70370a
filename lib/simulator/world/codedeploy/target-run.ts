import { addSeconds, type Instant } from "#lib/domain/time.ts";
import { isAgentReady } from "#lib/simulator/world/codedeploy/agent.ts";
import { isFinal } from "#lib/simulator/world/codedeploy/deployments.ts";
import { isTrafficEvent } from "#lib/simulator/world/codedeploy/event-order.ts";
import { isHeldByGhost, isWaitedGhost } from "#lib/simulator/world/codedeploy/ghost-waits.ts";
import { runScriptEvent } from "#lib/simulator/world/codedeploy/script-events.ts";
import {
  type EventOutcome,
  type EventPlace,
  failTarget,
  setEventStatus,
  setTargetStatus,
  skipTarget,
  succeedTarget,
} from "#lib/simulator/world/codedeploy/target-record.ts";
import { runTrafficEvent } from "#lib/simulator/world/codedeploy/traffic-events.ts";
import { agentPollSeconds } from "#lib/simulator/world/delays.ts";
import { isGone } from "#lib/simulator/world/ec2/instances.ts";
import type { DeploymentRun, RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimDeployment, SimDeploymentTarget } from "#lib/simulator/world/state.ts";

/** How long a fleet deployment waits for a target that EC2 has terminated while an Auto Scaling group of the deployment group still lists it. */
const ghostGivesUpAfterSeconds = 5 * 3600;
/** An event has to start so soon after the one before. CD:limits */
const eventStartLimitSeconds = 300;

type TargetRun = {
  readonly deployment: SimDeployment;
  readonly target: SimDeploymentTarget;
  readonly run: DeploymentRun;
};

/** The agent's silence, as CodeDeploy reports it. */
const agentSilence = {
  errorCode: "UnknownError",
  message:
    "CodeDeploy agent was not able to receive the lifecycle event. Check the CodeDeploy agent logs on your host " +
    "and make sure the agent is running and can connect to the CodeDeploy server.",
};

/** Runs the target's events one after the other, beginning with the first that is pending. */
export function runTarget(model: RegionModel, targetRun: TargetRun): void {
  const { deployment, target } = targetRun;
  if (isFinal(deployment)) return;
  const event = target.events.find((candidate) => candidate.status === "Pending");
  if (event === undefined) {
    succeedTarget(model, targetRun);
    return;
  }
  const now = model.world.now();
  waitToStart(model, targetRun, { place: { deployment, target, event }, turnAt: now, countsFrom: now });
}

/** `turnAt`: the event became due. `countsFrom`: the limit to start it counts from here. */
type StartWait = { readonly place: EventPlace; readonly turnAt: Instant; readonly countsFrom: Instant };

function waitToStart(model: RegionModel, targetRun: TargetRun, wait: StartWait): void {
  const { world } = model;
  const { deployment, target, run } = targetRun;
  const { place, turnAt } = wait;
  if (isFinal(deployment)) return;
  const ghost = isWaitedGhost(model, run, target.instanceId);
  if (ghost) run.waitsForGhosts.add(target.instanceId);
  else run.waitsForGhosts.delete(target.instanceId);
  if (canStart(model, targetRun, place)) {
    startEvent(model, targetRun, place);
    return;
  }
  const held = isHeldByGhost(model, run, target) && !isGone(model, target.instanceId);
  const ready = isHeldForTraffic(targetRun, place);
  if (ready) setTargetStatus(model, place, "Ready");
  const countsFrom = ghost || held || ready ? world.now() : wait.countsFrom;
  const gaveUp = ghost && world.now() >= addSeconds(turnAt, ghostGivesUpAfterSeconds);
  if (gaveUp || world.now() >= addSeconds(countsFrom, startLimitSeconds(model, targetRun))) {
    run.waitsForGhosts.delete(target.instanceId);
    const untouched = target.events.every((event) => event.status === "Pending");
    if (untouched && world.parameters.silentAgentShows === "skipped-events") skipTarget(model, place);
    else failTarget(model, place, agentSilence);
    return;
  }
  world.after(agentPollSeconds * 1000, () => waitToStart(model, targetRun, { place, turnAt, countsFrom }));
}

function canStart(model: RegionModel, targetRun: TargetRun, place: EventPlace): boolean {
  if (isHeldByGhost(model, targetRun.run, targetRun.target)) return false;
  if (isHeldForTraffic(targetRun, place)) return false;
  if (isTrafficEvent(place.event.name)) return true;
  return isAgentReady(model, targetRun.target.instanceId, targetRun.deployment.id);
}

function isHeldForTraffic({ run, target }: TargetRun, place: EventPlace): boolean {
  return run.traffic === "held" && target.label === "Green" && place.event.name === "BeforeAllowTraffic";
}

function startLimitSeconds(model: RegionModel, { run, target }: TargetRun): number {
  const first = target.events.every((event) => event.status === "Pending");
  return run.kind === "launch" && first
    ? model.world.parameters.launchEventStartLimitSeconds
    : eventStartLimitSeconds;
}

function startEvent(model: RegionModel, targetRun: TargetRun, place: EventPlace): void {
  const { deployment, target } = targetRun;
  setTargetStatus(model, place, "InProgress");
  setEventStatus(model, place, "InProgress");
  const group = model.state.deploymentGroups.get(targetRun.run.groupKey);
  const end = (outcome: EventOutcome) => {
    if (isFinal(deployment) || place.event.status !== "InProgress") return;
    if (outcome.ended === "failed") {
      failTarget(model, place, outcome.diagnostics);
      return;
    }
    setEventStatus(model, place, "Succeeded");
    model.world.afterAbout(1, () => runTarget(model, targetRun));
  };
  if (isTrafficEvent(place.event.name)) {
    runTrafficEvent(model, { place, targetGroupNames: group?.targetGroupNames ?? [] }, end);
    return;
  }
  const machine = model.hidden.machines.get(target.instanceId);
  if (machine !== undefined) machine.busyWith = deployment.id;
  runScriptEvent(model, place, end);
}
