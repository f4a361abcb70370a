import { addSeconds } from "#lib/domain/time.ts";
import { startBlueGreen } from "#lib/simulator/world/codedeploy/blue-green.ts";
import { toFleetLimits } from "#lib/simulator/world/codedeploy/configs.ts";
import {
  activeFleetRun,
  endDeployment,
  failDeployment,
  isFinal,
  isFleetKind,
  setDeploymentStatus,
} from "#lib/simulator/world/codedeploy/deployments.ts";
import { eventNames, makeEvents, type RunOnTarget } from "#lib/simulator/world/codedeploy/event-order.ts";
import { hasDeployableTarget, matchTargets } from "#lib/simulator/world/codedeploy/matching.ts";
import { advanceDeployment } from "#lib/simulator/world/codedeploy/phases.ts";
import { findStartFailure } from "#lib/simulator/world/codedeploy/start-failures.ts";
import type { DeploymentRun, RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimDeployment, SimDeploymentGroup } from "#lib/simulator/world/state.ts";

/** `Created` to `InProgress`. */
const deploymentStartSeconds = 4;

const runOnTarget: Readonly<Record<Exclude<DeploymentRun["kind"], "blue-green">, RunOnTarget>> = {
  fleet: "in-place",
  launch: "launch",
  termination: "termination",
};

/** Created deployments start by themselves; a queued one starts when the fleet deployment before it has ended. */
export function connectDeploymentStarts(model: RegionModel): void {
  model.on("deployment", (signal) => {
    const deployment = model.state.deployments.get(signal.deploymentId);
    if (deployment === undefined) return;
    if (signal.to === "Created") startSoon(model, deployment);
    if (isFinal(deployment)) {
      const next = activeFleetRun(model, deployment);
      const queued = next === undefined ? undefined : model.state.deployments.get(next.deploymentId);
      if (queued?.status === "Queued") startSoon(model, queued);
    }
  });
}

function startSoon(model: RegionModel, deployment: SimDeployment): void {
  model.world.afterAbout(deploymentStartSeconds, () => start(model, deployment));
}

function start(model: RegionModel, deployment: SimDeployment): void {
  const run = model.hidden.runs.get(deployment.id);
  if (run === undefined || (deployment.status !== "Created" && deployment.status !== "Queued")) return;
  const group = model.state.deploymentGroups.get(run.groupKey);
  if (group === undefined) {
    const errorMessage = "The deployment group was deleted before the deployment started.";
    failDeployment(model, deployment, { errorCode: "DEPLOYMENT_GROUP_MISSING", errorMessage });
    return;
  }
  if (isFleetKind(run.kind) && activeFleetRun(model, deployment) !== run) {
    if (deployment.status === "Created") setDeploymentStatus(model, deployment, "Queued");
    return;
  }
  const failure = findStartFailure(model, { deployment, group });
  if (failure !== undefined) {
    endDeployment(model, deployment, failure);
    return;
  }
  if (run.kind === "blue-green") startBlueGreen(model, { deployment, run, group });
  else startInPlace(model, { deployment, run, group, kind: run.kind });
}

type InPlaceStart = {
  readonly deployment: SimDeployment;
  readonly run: DeploymentRun;
  readonly group: SimDeploymentGroup;
  readonly kind: keyof typeof runOnTarget;
};

function startInPlace(model: RegionModel, begin: InPlaceStart): void {
  const { world } = model;
  const { deployment, run, group, kind } = begin;
  const instanceIds = run.only ?? matchTargets(model, group);
  if (instanceIds.length === 0 || (run.only === undefined && !hasDeployableTarget(model, group))) {
    failDeployment(model, deployment, {
      errorCode: "NO_INSTANCES",
      errorMessage: "The deployment failed because no instances were found for your deployment group.",
    });
    return;
  }
  const config = model.state.deploymentConfigs.get(deployment.configName);
  const limits =
    kind === "fleet" && config !== undefined
      ? toFleetLimits(config, instanceIds.length)
      : { mayBeDown: 1, mustSucceed: 1 };
  if (limits.mayBeDown < 1) {
    const errorMessage =
      "The deployment can't start: its minimum of healthy hosts is not less than the number of hosts.";
    failDeployment(model, deployment, { errorCode: "HEALTH_CONSTRAINTS_INVALID", errorMessage });
    return;
  }
  const traffic = group.trafficControl ? "with-traffic-control" : "without-traffic-control";
  deployment.startTime = world.now();
  deployment.targets = instanceIds.map((instanceId) => ({
    instanceId,
    status: "Pending",
    lastUpdatedAt: world.now(),
    events: makeEvents(eventNames(runOnTarget[kind], traffic)),
  }));
  const passed = () => endDeployment(model, deployment, { status: "Succeeded" });
  run.phases = [{ instanceIds, ...limits, passed }];
  setDeploymentStatus(model, deployment, "InProgress");
  world.at(addSeconds(world.now(), world.parameters.inPlaceLimitSeconds), () => timeOut(model, deployment));
  advanceDeployment(model, deployment);
}

function timeOut(model: RegionModel, deployment: SimDeployment): void {
  if (isFinal(deployment)) return;
  const errorMessage = "The deployment timed out while waiting for its instances.";
  failDeployment(model, deployment, { errorCode: "TIMEOUT", errorMessage });
}
