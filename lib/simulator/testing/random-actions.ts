import type { Lab } from "#lib/simulator/testing/make-lab.ts";
import { Refusal } from "#lib/simulator/world/refusal.ts";
import type { SimAutoScalingGroup } from "#lib/simulator/world/state.ts";

/** One step of a random life: something is done, then time passes. `choice` picks whom it is done to. */
export type RandomStep = {
  readonly action: RandomActionName;
  readonly choice: number;
  readonly waitSeconds: number;
};

type Chosen = {
  readonly lab: Lab;
  readonly group: SimAutoScalingGroup;
  readonly instanceId: string;
  readonly name: { readonly application: string; readonly group: string };
  readonly choice: number;
};

const capacityOf = (choice: number) => (choice % 2 === 0 ? "replace" : "decrement");

const actions = {
  nothing: () => undefined,
  detach: ({ lab, group, instanceId, choice }: Chosen) =>
    lab.ops.detachInstances({
      autoScalingGroup: group.name,
      instanceIds: [instanceId],
      capacity: capacityOf(choice),
    }),
  terminate: ({ lab, instanceId }: Chosen) => lab.ops.terminateInstances([instanceId]),
  stop: ({ lab, instanceId }: Chosen) => lab.ops.stopInstances([instanceId]),
  terminateInGroup: ({ lab, instanceId, choice }: Chosen) =>
    lab.ops.terminateInstanceInAutoScalingGroup({ instanceId, capacity: capacityOf(choice) }),
  setDesired: ({ lab, group, choice }: Chosen) =>
    lab.ops.setDesiredCapacity(group.name, group.minSize + (choice % (group.maxSize - group.minSize + 1))),
  enterStandby: ({ lab, instanceId, choice }: Chosen) =>
    lab.ops.enterStandby({ instanceId, capacity: capacityOf(choice) }),
  exitStandby: ({ lab, group, choice }: Chosen) => {
    const standing = lab.memberIds(group.name, "Standby");
    const one = standing[choice % Math.max(1, standing.length)];
    if (one !== undefined) lab.ops.exitStandby(one);
  },
  suspend: ({ lab, group, choice }: Chosen) =>
    lab.ops.suspendProcesses(group.name, [suspendable[choice % suspendable.length] ?? "Launch"]),
  resume: ({ lab, group }: Chosen) => lab.ops.resumeProcesses(group.name, suspendable),
  markUnhealthy: ({ lab, instanceId }: Chosen) => lab.ops.setInstanceHealth(instanceId, "Unhealthy"),
  deploy: ({ lab, name, choice }: Chosen) =>
    lab.ops.createDeployment({ ...name, revision: `r${choice % 7}`, configName: configOf(lab, choice) }),
  stopDeployment: ({ lab, name, choice }: Chosen) => {
    const active = lab.ops.activeDeployments(name);
    const one = active[choice % Math.max(1, active.length)];
    if (one !== undefined) lab.ops.stopDeployment(one.id);
  },
  stopAndRollBack: ({ lab, name }: Chosen) => {
    const [oldest] = lab.ops.activeDeployments(name, "user");
    if (oldest !== undefined) lab.ops.stopDeployment(oldest.id, { afterwards: "roll-back" });
  },
  unlinkGroup: ({ lab, name }: Chosen) => lab.ops.updateDeploymentGroupAutoScaling(name, []),
  linkGroup: ({ lab, name, group }: Chosen) => lab.ops.updateDeploymentGroupAutoScaling(name, [group.name]),
  deleteDeploymentGroup: ({ lab, name }: Chosen) => lab.ops.deleteDeploymentGroup(name),
  deleteApplication: ({ lab, name, choice }: Chosen) => {
    if (choice % 4 === 0) lab.ops.deleteApplication(name.application);
  },
  putHook: ({ lab, group, choice }: Chosen) =>
    lab.ops.putLifecycleHook(group.name, {
      name: `hook-${choice % 2}`,
      transition:
        choice % 2 === 0 ? "autoscaling:EC2_INSTANCE_LAUNCHING" : "autoscaling:EC2_INSTANCE_TERMINATING",
      heartbeatTimeoutSeconds: 30 + choice * 10,
      defaultResult: choice % 3 === 0 ? "CONTINUE" : "ABANDON",
    }),
  deleteHook: ({ lab, group, choice }: Chosen) =>
    lab.ops.deleteLifecycleHook(
      group.name,
      group.hooks[choice % Math.max(1, group.hooks.length)]?.name ?? "",
    ),
  completeHook: ({ lab, group, instanceId, choice }: Chosen) =>
    lab.ops.completeLifecycleAction({
      autoScalingGroup: group.name,
      instanceId,
      result: choice % 3 === 0 ? "ABANDON" : "CONTINUE",
    }),
  detachThenTerminate: ({ lab, group, instanceId, name }: Chosen) => {
    lab.ops.detachInstances({ autoScalingGroup: group.name, instanceIds: [instanceId], capacity: "replace" });
    lab.forward(30);
    lab.ops.terminateInstances([instanceId]);
    lab.ops.createDeployment({ ...name, revision: "r2" });
  },
  newVersion: ({ lab, group }: Chosen) => lab.ops.newLaunchTemplateVersion(group.name),
  breakAgent: ({ lab, instanceId }: Chosen) => lab.ops.breakAgent(instanceId),
  failScript: ({ lab, instanceId }: Chosen) => lab.ops.failScript(instanceId, { event: "ApplicationStart" }),
  stopServing: ({ lab, instanceId }: Chosen) => lab.ops.stopServing(instanceId),
  setLaunches: ({ lab, group, choice }: Chosen) =>
    lab.ops.setLaunches(group.name, choice % 2 === 0 ? "capacity" : "ok"),
  start: ({ lab }: Chosen) => {
    const stopped = [...lab.state.instances.values()].find(({ state }) => state === "stopped");
    if (stopped !== undefined) lab.ops.startInstances([stopped.id]);
  },
  reboot: ({ lab, instanceId }: Chosen) => lab.ops.rebootInstance(instanceId),
  restartAgent: ({ lab, instanceId }: Chosen) => lab.ops.restartAgent(instanceId),
  impair: ({ lab, instanceId }: Chosen) => lab.ops.impairInstance(instanceId),
  protect: ({ lab, instanceId, choice }: Chosen) =>
    lab.ops.setInstanceProtection([instanceId], choice % 2 === 0 ? "on" : "off"),
  refresh: ({ lab, group }: Chosen) => lab.ops.startInstanceRefresh(group.name),
  attach: ({ lab, group, choice }: Chosen) => {
    const running = [...lab.state.instances.values()].filter(({ state }) => state === "running");
    const one = running[choice % Math.max(1, running.length)];
    if (one !== undefined) lab.ops.attachInstances(group.name, [one.id]);
  },
  putWarmPool: ({ lab, group, choice }: Chosen) =>
    lab.ops.putWarmPool(group.name, {
      minSize: choice % 3,
      poolState: choice % 2 === 0 ? "Stopped" : "Running",
    }),
  unlisten: ({ lab }: Chosen) => lab.ops.unlistenTargetGroup("tg-prod-api"),
  deleteTargetGroup: ({ lab, choice }: Chosen) => {
    if (choice % 4 === 0) lab.ops.deleteTargetGroup("tg-prod-api");
  },
  failDeployments: ({ lab, name, choice }: Chosen) =>
    lab.ops.failDeployments(
      name,
      choice % 2 === 0 ? { errorCode: "INTERNAL_ERROR", errorMessage: "There was an internal error." } : "ok",
    ),
  badRevision: ({ lab, name, choice }: Chosen) =>
    lab.ops.setBadRevision(
      name.application,
      `r${choice % 7}`,
      choice % 2 === 0 ? "never-serves" : { event: "AfterInstall" },
    ),
} as const;

export type RandomActionName = keyof typeof actions;

const suspendable = ["Launch", "Terminate", "HealthCheck", "ReplaceUnhealthy", "AddToLoadBalancer"] as const;

export const randomActionNames: readonly RandomActionName[] = listNames();

/** Some are drawn more often, so that deployments run into detaching and terminated instances. */
export const likelyActionNames: readonly RandomActionName[] = [
  "deploy",
  "deploy",
  "detach",
  "terminate",
  "nothing",
];

/** Does the step, where AWS would: a refusal is an answer too. Any other error is the model's own fault. */
export function doRandomStep(lab: Lab, step: RandomStep): void {
  const { choice } = step;
  const groups = [...lab.state.autoScalingGroups.values()];
  const group = groups[choice % groups.length];
  const instanceId = group?.members[choice % Math.max(1, group.members.length)]?.instanceId ?? "i-none";
  const names = [...lab.state.deploymentGroups.values()].map(({ application, name }) => ({
    application,
    group: name,
  }));
  const name = names[choice % Math.max(1, names.length)] ?? { application: "api", group: "gone" };
  try {
    if (group !== undefined) actions[step.action]({ lab, group, instanceId, name, choice });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
  lab.forward(step.waitSeconds);
}

function configOf(lab: Lab, choice: number): string {
  const names = [...lab.state.deploymentConfigs.keys()];
  return names[choice % names.length] ?? "";
}

function listNames(): RandomActionName[] {
  // Object.keys of a constant object gives exactly its own keys.
  return Object.keys(actions) as RandomActionName[];
}
