import { addSeconds, type Instant } from "#lib/domain/time.ts";
import { toEc2Time } from "#lib/simulator/world/aws-time.ts";
import { Refusal } from "#lib/simulator/world/refusal.ts";
import type { LaunchTemplate, RegionModel } from "#lib/simulator/world/sim-world.ts";
import type { SimInstance, SimTag } from "#lib/simulator/world/state.ts";

export type InstanceSpec = {
  readonly template: LaunchTemplate;
  readonly zone: string;
  readonly tags: readonly SimTag[];
};

/** RunInstances for one instance: `pending`, then `running`, then passed status checks. */
export function launchInstance(model: RegionModel, spec: InstanceSpec): SimInstance {
  const { world, state, hidden } = model;
  const { parameters, random } = world;
  const bootSeconds = random.spread(parameters.bootSeconds, parameters.jitter);
  const agentSeconds = random.spread(parameters.agentStartSeconds, parameters.jitter);
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
    agent: spec.template.agent,
    serving: spec.template.servesAtBoot,
  };
  state.instances.set(instance.id, instance);
  hidden.machines.set(instance.id, {
    agentReadyAt: addSeconds(world.now(), Math.round(bootSeconds + agentSeconds)),
    revisions: new Map(),
  });
  model.emit({ kind: "instance", instanceId: instance.id, to: "pending" });
  world.after(bootSeconds * 1000, () => {
    if (instance.state === "pending") setState(model, instance, "running");
  });
  world.after((bootSeconds + parameters.statusCheckSeconds) * 1000, () => {
    if (instance.state === "running") instance.statusCheck = "ok";
  });
  return instance;
}

/** TerminateInstances: whoever asks, EC2 says the user did (m:ec2). Terminating what is terminated changes nothing. */
export function terminateInstance(model: RegionModel, instanceId: string): void {
  const { world, state } = model;
  const instance = findInstance(model, instanceId);
  if (isGone(model, instanceId)) return;
  instance.terminatedAt = world.now();
  instance.forgottenAt = addSeconds(world.now(), world.parameters.terminatedRowVisibleSeconds);
  markUserInitiated(instance, world.now());
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
  if (instance.state !== "running") {
    throw new Refusal(
      "IncorrectInstanceState",
      `The instance '${instanceId}' is ${instance.state}; only a running instance can be stopped`,
    );
  }
  markUserInitiated(instance, world.now());
  setState(model, instance, "stopping");
  world.afterAbout(world.parameters.stopSeconds, () => {
    if (instance.state === "stopping") setState(model, instance, "stopped");
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
  const instance = model.state.instances.get(instanceId);
  if (instance !== undefined) return instance;
  throw new Refusal("InvalidInstanceID.NotFound", `The instance ID '${instanceId}' does not exist`);
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

function setState(model: RegionModel, instance: SimInstance, to: SimInstance["state"]): void {
  const from = instance.state;
  if (from === to) return;
  instance.state = to;
  if (to !== "running") instance.serving = false;
  model.emit({ kind: "instance", instanceId: instance.id, from, to });
}
