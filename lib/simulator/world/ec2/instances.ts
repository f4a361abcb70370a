import { addSeconds, type Instant } from "#lib/domain/time.ts";
import { toEc2Time } from "#lib/simulator/world/aws-time.ts";
import { refuse } from "#lib/simulator/world/refusal.ts";
import type { LaunchTemplate, RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimInstance, SimTag } from "#lib/simulator/world/state.ts";

// Choices of this model, but for the last.
/** EC2 `pending` to `running`. */
const usualBootSeconds = 20;
/** `running` to the CodeDeploy agent's first poll: user data has to run first. */
const usualAgentStartSeconds = 60;
/** `running` to passed status checks. */
const statusCheckSeconds = 120;
/** EC2 `stopping` to `stopped`. */
const stopSeconds = 30;
/** How long EC2 still lists a terminated instance, from its termination. */
const terminatedRowVisibleSeconds = 3600;

type StateReason = NonNullable<SimInstance["stateReason"]>;

export type InstanceSpec = {
  readonly template: LaunchTemplate;
  readonly zone: string;
  readonly tags: readonly SimTag[];
};

/** RunInstances for one instance: `pending`, then `running`, then passed status checks. */
export function launchInstance(model: RegionModel, spec: InstanceSpec): SimInstance {
  const { world, state, hidden } = model;
  const { random } = world;
  const bootSeconds = random.spread(usualBootSeconds);
  const agentSeconds = random.spread(spec.template.agentStartSeconds ?? usualAgentStartSeconds);
  const { id, name, version } = spec.template;
  const instance: SimInstance = {
    id: world.ids.instance(),
    state: "pending",
    launchTime: world.now(),
    stateTransitionReason: "",
    imageId: spec.template.imageId,
    instanceType: spec.template.instanceType,
    zone: spec.zone,
    privateIp: world.ids.privateIp(),
    ...(spec.template.profileArn === undefined ? {} : { profileArn: spec.template.profileArn }),
    tags: spec.tags.map((tag) => ({ ...tag })),
    launchTemplate: { id, name, version: String(version) },
    statusCheck: "initializing",
    metadataEndpoint: spec.template.metadataEndpoint,
    ...(spec.template.market === "spot" ? { lifecycle: "spot" as const } : {}),
    agent: spec.template.agent,
    serving: spec.template.servesAtBoot,
  };
  state.instances.set(instance.id, instance);
  hidden.machines.set(instance.id, {
    agentReadyAt: addSeconds(world.now(), Math.round(bootSeconds + agentSeconds)),
    packagesAt: addSeconds(world.now(), spec.template.packagesAfterSeconds),
    installedBy: new Map(),
    revisions: new Map(),
  });
  model.emit({ kind: "instance", instanceId: instance.id, to: "pending" });
  world.after(bootSeconds * 1000, () => {
    if (instance.state === "pending") setState(model, instance, "running");
  });
  world.after((bootSeconds + statusCheckSeconds) * 1000, () => {
    if (instance.state === "running" && instance.statusCheck === "initializing") instance.statusCheck = "ok";
  });
  return instance;
}

/** TerminateInstances: whoever asks, EC2 says the user did (m:ec2), unless EC2 does it itself for a reason. Terminating what is terminated changes nothing. */
export function terminateInstance(model: RegionModel, instanceId: string, reason?: StateReason): void {
  const { world, state } = model;
  const instance = findInstance(model, instanceId);
  if (isGone(model, instanceId)) return;
  instance.terminatedAt = world.now();
  instance.forgottenAt = addSeconds(world.now(), terminatedRowVisibleSeconds);
  if (reason === undefined) markUserInitiated(instance, world.now());
  else markReason(instance, reason);
  setState(model, instance, "shutting-down");
  world.afterAbout(world.parameters.shutDownSeconds, () => setState(model, instance, "terminated"));
  world.at(instance.forgottenAt, () => {
    state.instances.delete(instanceId);
    model.emit({ kind: "instance", instanceId, from: instance.state, to: "forgotten" });
  });
}

/** StopInstances: running → stopping → stopped. */
export function stopInstance(model: RegionModel, instanceId: string): void {
  const { world } = model;
  const instance = findInstance(model, instanceId);
  if (instance.state === "stopping" || instance.state === "stopped") return;
  if (instance.state !== "running")
    refuse(`The instance '${instanceId}' is ${instance.state}; only a running instance can be stopped`);
  markUserInitiated(instance, world.now());
  setState(model, instance, "stopping");
  world.afterAbout(stopSeconds, () => {
    if (instance.state === "stopping") setState(model, instance, "stopped");
  });
}

/** StartInstances: stopped → pending → running; the agent comes up with it. */
export function startInstance(model: RegionModel, instanceId: string): void {
  const { world } = model;
  const instance = findInstance(model, instanceId);
  const machine = model.hidden.machines.get(instanceId);
  if (instance.state !== "stopped" && instance.state !== "stopping")
    refuse(`The instance '${instanceId}' is ${instance.state}; only a stopped instance can be started`);
  const bootSeconds = world.random.spread(usualBootSeconds);
  if (machine !== undefined) machine.agentReadyAt = addSeconds(world.now(), Math.round(bootSeconds * 2));
  instance.stateTransitionReason = "";
  delete instance.stateReason;
  instance.launchTime = world.now();
  setState(model, instance, "pending");
  world.after(bootSeconds * 1000, () => {
    if (instance.state === "pending") setState(model, instance, "running");
  });
}

/** Makes the application on the machine answer health checks, or not. */
export function setServing(model: RegionModel, instanceId: string, serving: boolean): void {
  const instance = model.state.instances.get(instanceId);
  if (instance === undefined || instance.serving === serving) return;
  instance.serving = serving;
  model.emit({ kind: "serving", instanceId });
}

/** The row, or EC2's refusal where there is none. */
export function findInstance(model: RegionModel, instanceId: string): SimInstance {
  return model.state.instances.get(instanceId) ?? refuse(`The instance ID '${instanceId}' does not exist`);
}

/** EC2 shuts it down, has terminated it, or has forgotten it. */
export function isGone(model: RegionModel, instanceId: string): boolean {
  const instance = model.state.instances.get(instanceId);
  return instance === undefined || instance.state === "shutting-down" || instance.state === "terminated";
}

function markUserInitiated(instance: SimInstance, at: Instant): void {
  instance.stateTransitionReason = `User initiated (${toEc2Time(at)})`;
  instance.stateReason = {
    code: "Client.UserInitiatedShutdown",
    message: "Client.UserInitiatedShutdown: User initiated shutdown",
  };
}

function markReason(instance: SimInstance, reason: StateReason): void {
  instance.stateTransitionReason = reason.code;
  instance.stateReason = { ...reason };
}

function setState(model: RegionModel, instance: SimInstance, to: SimInstance["state"]): void {
  const from = instance.state;
  if (from === to) return;
  instance.state = to;
  if (to !== "running") instance.serving = false;
  model.emit({ kind: "instance", instanceId: instance.id, from, to });
}
