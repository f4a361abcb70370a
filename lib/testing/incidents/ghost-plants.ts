import type { SimDeploymentTarget } from "#lib/simulator/world/state.ts";
import type { Plant } from "#lib/testing/incidents/plant.ts";
import { isDeploying, type Scene, toRunning } from "#lib/testing/incidents/scene.ts";

/** Until a contradiction between two services is more than two moments seen as one. */
const contradictionSeconds = 60;

const slowDrain = { targetGroup: { deregistrationDelaySeconds: 180 }, balanced: true, desired: 3 };
const tag = { key: "Role", value: "incident", propagateAtLaunch: true };
const tagged = {
  autoScalingGroup: { minSize: 2, maxSize: 8, tags: [tag] },
  deploymentGroup: { tagFilters: [{ Key: tag.key, Value: tag.value, Type: "KEY_AND_VALUE" as const }] },
};

const afterTermination = {
  "ghost-deployment-target": "the deployment waits for what was terminated",
  "health-constraints": "in the end the deployment counts it as failed",
};

/** Detached, and terminated before it is drained. */
function plantDetachRace(scene: Scene): () => boolean {
  const { stage, service } = scene;
  const { autoScalingGroup } = service;
  const instanceId = scene.anyInService();
  stage.operator.detachInstances({ autoScalingGroup, instanceIds: [instanceId], capacity: "replace" });
  scene.later(40, () => stage.operator.terminateInstances([instanceId]));
  return () => scene.isGone(instanceId) && scene.isMember(instanceId);
}

const limboMinutes = 28;

/** Launch deployments of which nothing has begun. */
function toUntouched({ stage, service }: Scene): readonly string[] {
  return stage.operator
    .activeDeployments(service, "autoscaling")
    .filter(({ targets = [] }) =>
      targets.every(({ events }) => events.every(({ status }) => status === "Pending")),
    )
    .map(({ id }) => id);
}

/** Somebody releases onto the ghost and stops each launch that hangs. */
function plantLimbo(scene: Scene): () => boolean {
  const { operator } = scene.stage;
  plantDetachRace(scene);
  scene.later(55, () => scene.release());
  // The replacement may have been quicker than the release.
  scene.later(240, () => {
    if (operator.activeDeployments(scene.service, "autoscaling").length === 0) scene.scaleBy(1);
  });
  // The release may come to the ghost last: until then launches go through, and nobody stops them.
  for (let minute = 6.5; minute < limboMinutes; minute += 2.5) {
    let hung: readonly string[] = [];
    scene.later(minute * 60 - 60, () => {
      hung = toUntouched(scene);
    });
    scene.later(minute * 60, () => {
      const untouched = toUntouched(scene);
      if (operator.activeDeployments(scene.service, "autoscaling").length === 0) scene.scaleBy(1);
      for (const id of hung) if (untouched.includes(id)) operator.stopDeployment(id);
    });
  }
  const isOver = (text: string, statusCode: string) =>
    text.startsWith("Launching") && statusCode === "Cancelled";
  return () =>
    isDeploying(scene) &&
    scene.activities().filter(({ description, statusCode }) => isOver(description, statusCode)).length > 1;
}

export const ghostPlants: readonly Plant[] = [
  {
    rule: "ghost-detach-race",
    service: slowDrain,
    patienceSeconds: contradictionSeconds,
    plant: plantDetachRace,
  },
  {
    rule: "recursive-deployment-limbo",
    service: slowDrain,
    minutes: limboMinutes,
    alsoTrue: { "ghost-detach-race": "it is planted as the cause" },
    plant: plantLimbo,
  },
  {
    rule: "ghost-deployment-target",
    service: slowDrain,
    patienceSeconds: contradictionSeconds,
    alsoTrue: { "ghost-detach-race": "it is planted as the cause" },
    plant(scene) {
      const isShown = plantDetachRace(scene);
      scene.later(55, () => scene.release());
      return () => isShown() && isDeploying(scene);
    },
  },
  {
    rule: "standby-terminated-ghost",
    patienceSeconds: contradictionSeconds,
    plant(scene) {
      const { operator } = scene.stage;
      const instanceId = scene.anyInService();
      operator.enterStandby({ instanceId, capacity: "replace" });
      scene.later(60, () => operator.terminateInstances([instanceId]));
      return () => scene.isGone(instanceId) && scene.isMember(instanceId, "Standby");
    },
  },
  {
    rule: "healthcheck-suspended-ghost",
    patienceSeconds: contradictionSeconds,
    alsoTrue: { "asg-processes-left-suspended": "HealthCheck is suspended, and nothing is deployed" },
    plant(scene) {
      const { operator } = scene.stage;
      const instanceId = scene.anyInService();
      operator.suspendProcesses(scene.service.autoScalingGroup, ["HealthCheck"]);
      scene.later(30, () => operator.terminateInstances([instanceId]));
      return () => scene.isGone(instanceId) && scene.isMember(instanceId, "InService");
    },
  },
  {
    rule: "terminated-mid-lifecycle-event",
    service: { desired: 3 },
    alsoTrue: afterTermination,
    patienceSeconds: contradictionSeconds,
    plant(scene) {
      let killed = "";
      scene.release();
      const victim = () => toRunning(scene, "AfterInstall").find((id) => scene.isMember(id, "InService"));
      scene.once(
        () => victim() !== undefined,
        () => {
          killed = victim() ?? "";
          scene.stage.operator.terminateInstances([killed]);
        },
      );
      return () => killed !== "" && scene.isGone(killed) && isDeploying(scene);
    },
  },
  {
    rule: "terminated-while-deployment-pending",
    service: { desired: 4 },
    alsoTrue: afterTermination,
    patienceSeconds: contradictionSeconds,
    plant(scene) {
      let killed = "";
      scene.release();
      scene.later(20, () => {
        const targets = scene.deployments()[0]?.targets ?? [];
        // Killed in Standby it is a ghost of another kind.
        const isWaitingInService = ({ status, instanceId }: SimDeploymentTarget) =>
          status === "Pending" && scene.isMember(instanceId, "InService");
        killed = targets.find(isWaitingInService)?.instanceId ?? "";
        scene.stage.operator.terminateInstances([killed]);
      });
      return () => killed !== "" && scene.isGone(killed) && isDeploying(scene);
    },
  },
  {
    rule: "stopped-instance-target",
    service: { ...tagged, balanced: false },
    prepare({ stage, service }) {
      stage.build.instance({ launchTemplate: service.launchTemplate, tags: [tag] });
    },
    plant(scene) {
      const { operator, state } = scene.stage;
      const alone = [...state.instances.values()].find(
        ({ id, tags }) => !scene.isMember(id) && tags.some(({ key }) => key === tag.key),
      );
      operator.stopInstances([alone?.id ?? ""]);
      scene.later(60, () => scene.release());
      return () =>
        isDeploying(scene) &&
        scene
          .deployments()
          .some(({ targets = [] }) =>
            targets.some(({ instanceId, status }) => instanceId === alone?.id && status === "InProgress"),
          );
    },
  },
  {
    rule: "detached-but-tag-matched",
    service: tagged,
    plant(scene) {
      const { autoScalingGroup } = scene.service;
      const instanceId = scene.anyInService();
      scene.stage.operator.detachInstances({
        autoScalingGroup,
        instanceIds: [instanceId],
        capacity: "replace",
      });
      return () => !scene.isMember(instanceId);
    },
  },
  {
    rule: "ghost-tag-match",
    service: { ...tagged, ...slowDrain },
    patienceSeconds: contradictionSeconds,
    alsoTrue: { "ghost-detach-race": "it is planted as the cause" },
    plant: plantDetachRace,
  },
];
