import type { Stage } from "#lib/simulator/scenarios/stage.ts";
import type { Service } from "#lib/simulator/world/set-up.ts";
import type {
  SimActivity,
  SimAutoScalingGroup,
  SimDeployment,
  SimRevision,
} from "#lib/simulator/world/state.ts";
import { type Life, pick } from "#lib/testing/healthy-life.ts";

/** A life at the minute in which something goes wrong in it. */
export type Scene = {
  readonly stage: Stage;
  readonly service: Service;
  later(seconds: number, act: () => void): void;
  /** From now on, does something at the first second in which the condition holds. */
  once(condition: () => boolean, act: () => void): void;
  release(revision?: string): void;
  scaleBy(count: number): void;
  anyInService(): string;
  group(): SimAutoScalingGroup;
  /** The revision that new instances get. */
  currentRevision(): SimRevision | string;
  /** The deployment group's deployments and the Auto Scaling group's activities since then. */
  deployments(): readonly SimDeployment[];
  activities(): readonly SimActivity[];
  /** Terminated, whether EC2 still lists it or not. */
  isGone(instanceId: string): boolean;
  /** In this lifecycle state, or in any. */
  isMember(instanceId: string, lifecycleState?: string): boolean;
};

export function makeScene(life: Life, minute: number): Scene {
  const { stage, service, random } = life;
  const { operator, state } = stage;
  const { application, group, autoScalingGroup } = service;
  const toGroup = () => {
    const found = state.autoScalingGroups.get(autoScalingGroup);
    if (found === undefined) throw new RangeError(`no Auto Scaling group ${autoScalingGroup}`);
    return found;
  };
  const deploymentsBefore = new Set(state.deployments.keys());
  const activitiesBefore = new Set(toGroup().activities.map(({ id }) => id));
  const isOurs = (deployment: SimDeployment) =>
    deployment.application === application && deployment.group === group;
  return {
    stage,
    service,
    later: (seconds, act) => stage.minutesAgo(-minute - seconds / 60, act),
    once: (condition, act) => stage.once(-minute - 0.02, condition, act),
    release: (revision = `release-${minute}`) => operator.createDeployment({ ...service, revision }),
    scaleBy(count) {
      const group = toGroup();
      const wanted = group.desiredCapacity + count;
      // Whoever needs more than the maximum raises it first, or less than the minimum lowers it.
      group.maxSize = Math.max(group.maxSize, wanted);
      group.minSize = Math.max(0, Math.min(group.minSize, wanted));
      operator.setDesiredCapacity(autoScalingGroup, wanted);
    },
    anyInService: () => pick(random, stage.members(autoScalingGroup, "InService")).instanceId,
    group: toGroup,
    currentRevision() {
      const last = state.deploymentGroups.get(`${application}/${group}`)?.lastSuccessful ?? "";
      return state.deployments.get(last)?.revision ?? "r1";
    },
    deployments: () =>
      [...state.deployments.values()].filter(
        (deployment) => isOurs(deployment) && !deploymentsBefore.has(deployment.id),
      ),
    activities: () => toGroup().activities.filter(({ id }) => !activitiesBefore.has(id)),
    isGone: (instanceId) => (state.instances.get(instanceId)?.state ?? "terminated") === "terminated",
    isMember: (instanceId, lifecycleState) =>
      toGroup().members.some(
        (member) =>
          member.instanceId === instanceId &&
          (lifecycleState === undefined || member.lifecycleState === lifecycleState),
      ),
  };
}

/** The instances on which the newest release runs this event now. */
export function toRunning(scene: Scene, event: string): readonly string[] {
  return (scene.deployments().at(-1)?.targets ?? [])
    .filter(({ events }) => events.some(({ name, status }) => name === event && status === "InProgress"))
    .map(({ instanceId }) => instanceId);
}

/** CodeDeploy says of some target that an event failed with this code. */
export function hasFailedEvent(scene: Scene, errorCode: string): boolean {
  return scene
    .deployments()
    .flatMap(({ targets = [] }) => targets)
    .flatMap(({ events }) => events)
    .some(({ status, diagnostics }) => status === "Failed" && diagnostics?.errorCode === errorCode);
}

export function isDeploying(scene: Scene): boolean {
  return scene.deployments().some(({ completeTime }) => completeTime === undefined);
}
