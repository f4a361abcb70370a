import type { LaunchFault } from "#lib/simulator/world/sim-world.ts";
import type { Plant } from "#lib/testing/incidents/plant.ts";
import { isDeploying, type Scene } from "#lib/testing/incidents/scene.ts";

/** No launch of the group succeeds any more. */
function makeFailedLaunch(rule: string, fault: LaunchFault, ended: "Failed" | "Cancelled"): Plant {
  return {
    rule,
    plant(scene) {
      scene.stage.operator.setLaunches(scene.service.autoScalingGroup, fault);
      scene.scaleBy(1);
      return () => scene.activities().some(({ statusCode }) => statusCode === ended);
    },
  };
}

function toTargets(scene: Scene) {
  return [...scene.stage.state.targetGroups.values()].flatMap(({ targets }) => targets);
}

const balanced = { balanced: true, desired: 3, deploymentGroup: { trafficControl: true } };

const trafficPlants: readonly Plant[] = [
  {
    rule: "target-unhealthy",
    service: balanced,
    plant(scene) {
      const instanceId = scene.anyInService();
      scene.stage.operator.stopServing(instanceId);
      return () => toTargets(scene).some(({ state }) => state === "unhealthy");
    },
  },
  {
    rule: "target-not-in-use",
    service: balanced,
    plant(scene) {
      scene.stage.operator.unlistenTargetGroup(scene.service.targetGroup ?? "");
      return () => toTargets(scene).every(({ state }) => state === "unused");
    },
  },
  {
    rule: "target-not-registered",
    service: { ...balanced, deploymentGroup: { trafficControl: false, targetGroupNames: [] } },
    // Two minutes in service, and five since CodeDeploy was at work on it.
    patienceSeconds: 300,
    minutes: 14,
    alsoTrue: { "asg-processes-left-suspended": "AddToLoadBalancer stays suspended" },
    plant(scene) {
      scene.stage.operator.suspendProcesses(scene.service.autoScalingGroup, ["AddToLoadBalancer"]);
      scene.scaleBy(1);
      const isIn = (instanceId: string) =>
        toTargets(scene).some((target) => target.instanceId === instanceId);
      return () =>
        scene.stage
          .members(scene.service.autoScalingGroup, "InService")
          .some(({ instanceId }) => !isIn(instanceId));
    },
  },
  {
    rule: "elb-invalid",
    service: balanced,
    plant(scene) {
      const { stage, service } = scene;
      stage.operator.updateDeploymentGroup(service, { targetGroupNames: ["tg-of-nobody"] });
      scene.release();
      return () => scene.deployments().some(({ status }) => status === "Failed");
    },
  },
  {
    rule: "zonal-shift-active",
    service: balanced,
    plant(scene) {
      const { zone } = toTargets(scene).find(({ state }) => state === "healthy") ?? {};
      scene.stage.operator.shiftZone(zone ?? "us-east-1a", "on");
      return () =>
        toTargets(scene).some(({ administrativeOverride }) => administrativeOverride !== undefined);
    },
  },
];

export const capacityPlants: readonly Plant[] = [
  ...trafficPlants,
  makeFailedLaunch("launch-failed-capacity", "capacity", "Failed"),
  makeFailedLaunch("launch-failed-config", "image-missing", "Failed"),
  makeFailedLaunch("launch-failed-quota", "instance-quota", "Failed"),
  makeFailedLaunch("launch-failed-kms", "key-disabled", "Cancelled"),
  {
    rule: "process-suspended",
    alsoTrue: { "asg-processes-left-suspended": "Launch is suspended, and nothing is deployed" },
    plant(scene) {
      const { operator } = scene.stage;
      operator.suspendProcesses(scene.service.autoScalingGroup, ["Launch"]);
      operator.terminateInstanceInAutoScalingGroup({
        instanceId: scene.anyInService(),
        capacity: "replace",
      });
      return () => scene.group().members.length < scene.group().desiredCapacity;
    },
  },
  {
    rule: "instance-status-impaired",
    pace: "settings",
    plant(scene) {
      const instanceId = scene.anyInService();
      // Longer watched by Auto Scaling than by anybody else.
      scene.stage.operator.suspendProcesses(scene.service.autoScalingGroup, ["ReplaceUnhealthy"]);
      scene.stage.operator.impairInstance(instanceId);
      return () => true;
    },
    alsoTrue: {
      "asg-processes-left-suspended": "ReplaceUnhealthy is suspended, so that it stays",
      "target-unhealthy": "it answers no health check either, and that is read sooner",
    },
  },
  {
    rule: "manual-termination-replaced",
    plant(scene) {
      scene.stage.operator.terminateInstances([scene.anyInService()]);
      return () => scene.activities().length > 0;
    },
  },
  {
    rule: "scale-in-during-deployment",
    service: { desired: 6, balanced: false, autoScalingGroup: { minSize: 2, maxSize: 10 } },
    plant(scene) {
      scene.release();
      scene.later(30, () => scene.scaleBy(-1));
      return () => isDeploying(scene) && scene.activities().length > 0;
    },
  },
  {
    rule: "instance-refresh-conflict",
    service: { desired: 6 },
    alsoTrue: {
      "ghost-deployment-target": "what the refresh terminated is told before the refresh is read",
      "terminated-mid-lifecycle-event": "the same",
      "terminated-while-deployment-pending": "the same",
    },
    plant(scene) {
      scene.release();
      scene.later(40, () => scene.stage.operator.startInstanceRefresh(scene.service.autoScalingGroup));
      return () =>
        isDeploying(scene) &&
        (scene.group().instanceRefreshes ?? []).some(({ status }) => status === "InProgress");
    },
  },
  {
    rule: "scale-in-protected",
    minutes: 14,
    plant(scene) {
      const { stage, service } = scene;
      scene.scaleBy(1);
      scene.later(300, () => {
        const ids = scene.group().members.map(({ instanceId }) => instanceId);
        stage.operator.setInstanceProtection(ids, "on");
        stage.operator.setDesiredCapacity(service.autoScalingGroup, scene.group().desiredCapacity - 1);
      });
      return () => scene.activities().some(({ statusCode }) => statusCode === "Cancelled");
    },
  },
  {
    rule: "scheduled-event-replacement",
    pace: "settings",
    plant(scene) {
      scene.stage.operator.scheduleRetirement(scene.anyInService(), 3000);
      return () => true;
    },
  },
  {
    rule: "spot-interruption",
    service: { launchTemplate: { market: "spot" } },
    plant(scene) {
      const instanceId = scene.anyInService();
      scene.stage.operator.interruptSpotInstance(instanceId);
      return () => scene.isGone(instanceId);
    },
  },
];
