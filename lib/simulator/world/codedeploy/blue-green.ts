import { addSeconds, type Instant, minuteMs } from "#lib/domain/time.ts";
import { createGroup } from "#lib/simulator/world/auto-scaling/create-group.ts";
import { deleteGroup } from "#lib/simulator/world/auto-scaling/delete-group.ts";
import { toAwsIso } from "#lib/simulator/world/aws-time.ts";
import { toFleetLimits } from "#lib/simulator/world/codedeploy/configs.ts";
import {
  endDeployment,
  failDeployment,
  isFinal,
  setDeploymentStatus,
} from "#lib/simulator/world/codedeploy/deployments.ts";
import { eventNames, makeEvents } from "#lib/simulator/world/codedeploy/event-order.ts";
import { setAutoScalingGroups } from "#lib/simulator/world/codedeploy/hooks.ts";
import { isMatchingMember } from "#lib/simulator/world/codedeploy/matching.ts";
import { advanceDeployment } from "#lib/simulator/world/codedeploy/phases.ts";
import { agentPollSeconds } from "#lib/simulator/world/delays.ts";
import { refuse } from "#lib/simulator/world/refusal.ts";
import type { DeploymentRun, RegionModel } from "#lib/simulator/world/sim-world.ts";
import type {
  SimAutoScalingGroup,
  SimDeployment,
  SimDeploymentGroup,
  SimDeploymentTarget,
} from "#lib/simulator/world/state.ts";

/** How long blue/green waits for the replacement fleet. */
const greenFleetLimitSeconds = 3600;

type BlueGreen = {
  readonly deployment: SimDeployment;
  readonly run: DeploymentRun;
  readonly group: SimDeploymentGroup;
};
type Fleets = { readonly blue: SimAutoScalingGroup; readonly green: SimAutoScalingGroup };

/** CodeDeploy suspends these on the replacement group while it deploys (CD:integrations-aws-auto-scaling). */
const suspendedOnGreen = ["AddToLoadBalancer", "AlarmNotification", "ScheduledActions"];

/** COPY_AUTO_SCALING_GROUP: a copy of the group is launched, deployed to and given the traffic; then the original goes. A copy whose deployment fails or is stopped stays behind. */
export function startBlueGreen(model: RegionModel, blueGreen: BlueGreen): void {
  const { world, state } = model;
  const { deployment, group } = blueGreen;
  const blue = state.autoScalingGroups.get(group.autoScalingGroups[0]?.name ?? "");
  deployment.startTime = world.now();
  if (blue === undefined || blue.desiredCapacity === 0) {
    failDeployment(model, deployment, {
      errorCode: blue === undefined ? "AUTO_SCALING_CONFIGURATION" : "NO_INSTANCES",
      errorMessage:
        "The Auto Scaling group of the deployment group does not exist or has no instances to copy.",
    });
    return;
  }
  setDeploymentStatus(model, deployment, "InProgress");
  const green = copyGroup(model, blue, `CodeDeploy_${group.name}_${deployment.id}`);
  const limit = addSeconds(world.now(), greenFleetLimitSeconds);
  awaitGreen(model, blueGreen, { fleets: { blue, green }, limit });
}

function copyGroup(model: RegionModel, blue: SimAutoScalingGroup, name: string): SimAutoScalingGroup {
  const at = toAwsIso(model.world.now());
  const { minSize, maxSize, desiredCapacity, healthCheckType, healthCheckGraceSeconds } = blue;
  const tag = { key: "CodeDeployProvisioningDeploymentId", value: name.slice(name.lastIndexOf("_") + 1) };
  return createGroup(model, {
    name,
    minSize,
    maxSize,
    desiredCapacity,
    healthCheckType,
    healthCheckGraceSeconds,
    zones: [...blue.zones],
    targetGroupArns: [],
    launchTemplate: { ...blue.launchTemplate },
    tags: [...blue.tags, { ...tag, propagateAtLaunch: true }],
    suspended: suspendedOnGreen.map((process) => ({ process, reason: `User suspended at ${at}` })),
    hooks: [],
  });
}

function awaitGreen(
  model: RegionModel,
  blueGreen: BlueGreen,
  wait: { readonly fleets: Fleets; readonly limit: Instant },
): void {
  const { world } = model;
  const { deployment } = blueGreen;
  const { green } = wait.fleets;
  if (isFinal(deployment)) return;
  const ready = green.members.filter((member) => member.lifecycleState === "InService");
  if (ready.length >= green.desiredCapacity) {
    deployToGreen(model, blueGreen, wait.fleets);
    return;
  }
  if (world.now() >= wait.limit) {
    const errorMessage = `The replacement Auto Scaling group ${green.name} did not reach its capacity in time.`;
    failDeployment(model, deployment, { errorCode: "TIMEOUT", errorMessage });
    return;
  }
  world.after(agentPollSeconds * 1000, () => awaitGreen(model, blueGreen, wait));
}

function deployToGreen(model: RegionModel, blueGreen: BlueGreen, fleets: Fleets): void {
  const { deployment, run, group } = blueGreen;
  const listIds = (group: SimAutoScalingGroup) =>
    group.members.filter(isMatchingMember).map((member) => member.instanceId);
  const greenIds = listIds(fleets.green);
  const blueIds = listIds(fleets.blue);
  const makeTarget = (instanceId: string, label: "Green" | "Blue"): SimDeploymentTarget => ({
    instanceId,
    status: "Pending",
    label,
    lastUpdatedAt: model.world.now(),
    events: makeEvents(eventNames(label === "Green" ? "green" : "blue", "with-traffic-control")),
  });
  deployment.targets = [
    ...greenIds.map((id) => makeTarget(id, "Green")),
    ...blueIds.map((id) => makeTarget(id, "Blue")),
  ];
  const config = model.state.deploymentConfigs.get(deployment.configName);
  const limits =
    config === undefined ? { mayBeDown: 1, mustSucceed: 1 } : toFleetLimits(config, greenIds.length);
  const allReady = () => holdTraffic(model, blueGreen);
  run.traffic = group.blueGreen?.readyWaitMinutes === undefined ? "flowing" : "held";
  run.phases = [
    { instanceIds: greenIds, ...limits, passed: () => undefined, allReady },
    {
      instanceIds: blueIds,
      mayBeDown: Math.max(1, blueIds.length),
      // One original instance that cannot be deregistered fails the whole deployment (CD:instances-health).
      mustSucceed: blueIds.length,
      passed: () => finishBlueGreen(model, blueGreen, fleets),
    },
  ];
  advanceDeployment(model, deployment);
}

/** Ready: ContinueDeployment is awaited, and its absence stops the deployment (m:codedeploy DeploymentReadyOption). */
function holdTraffic(model: RegionModel, { deployment, group }: BlueGreen): void {
  setDeploymentStatus(model, deployment, "Ready");
  model.world.after((group.blueGreen?.readyWaitMinutes ?? 0) * minuteMs, () => {
    if (deployment.status === "Ready") endDeployment(model, deployment, { status: "Stopped" });
  });
}

/** ContinueDeployment: the replacement instances get the traffic. */
export function continueDeployment(model: RegionModel, deploymentId: string): void {
  const deployment = model.state.deployments.get(deploymentId);
  const run = model.hidden.runs.get(deploymentId);
  if (deployment?.status !== "Ready" || run === undefined)
    refuse(
      `The deployment ${deploymentId} does not wait for traffic: it is ${deployment?.status ?? "unknown"}`,
    );
  run.traffic = "flowing";
  setDeploymentStatus(model, deployment, "InProgress");
}

function finishBlueGreen(model: RegionModel, blueGreen: BlueGreen, { blue, green }: Fleets): void {
  const { deployment, group } = blueGreen;
  green.suspended = green.suspended.filter((entry) => !suspendedOnGreen.includes(entry.process));
  setAutoScalingGroups(model, group, [green.name]);
  const terminates = group.blueGreen?.terminateBlue !== "KEEP_ALIVE";
  const waitMs = terminates ? (group.blueGreen?.terminationWaitMinutes ?? 0) * minuteMs : 0;
  deployment.blueWaitStarted = terminates;
  model.world.after(waitMs, () => {
    if (isFinal(deployment)) return;
    if (terminates) deleteGroup(model, blue);
    endDeployment(model, deployment, { status: "Succeeded" });
  });
}
