import type { SimHook } from "#lib/simulator/world/state.ts";
import type { Plant } from "#lib/testing/incidents/plant.ts";
import type { Scene } from "#lib/testing/incidents/scene.ts";

const launching = "autoscaling:EC2_INSTANCE_LAUNCHING";

/** CodeDeploy's own launch hook. */
function toHook(scene: Scene): SimHook {
  const hook = scene.group().hooks.find(({ transition }) => transition === launching);
  if (hook === undefined) throw new RangeError("the group has no launch hook");
  return hook;
}

function sendElsewhere(scene: Scene): void {
  scene.stage.operator.putLifecycleHook(scene.service.autoScalingGroup, {
    ...toHook(scene),
    heartbeatTimeoutSeconds: 3600,
    notificationTargetArn: "arn:aws:sqs:us-east-1:123456789012:launches",
    notificationMetadata: "launches",
  });
}

function isHeld(scene: Scene): boolean {
  return scene.group().members.some(({ lifecycleState }) => lifecycleState === "Pending:Wait");
}

function countAbandoned(scene: Scene): number {
  return scene
    .activities()
    .filter(({ description, statusCode }) => description.startsWith("Launch") && statusCode === "Cancelled")
    .length;
}

/** New instances cannot start what was released last. */
function breakCurrentRevision(scene: Scene): void {
  const { stage, service } = scene;
  stage.operator.setBadRevision(service.application, scene.currentRevision(), { event: "BeforeInstall" });
}

export const hookPlants: readonly Plant[] = [
  {
    rule: "orphan-hook",
    pace: "settings",
    alsoTrue: { "multiple-dg-one-asg": "it is so for the seconds before the other one is deleted" },
    plant(scene) {
      const { build, operator } = scene.stage;
      const old = { application: "old-life", group: "prod-old-life" };
      build.deploymentGroup(old, { autoScalingGroups: [scene.service.autoScalingGroup] });
      scene.later(5, () => operator.deleteApplication(old.application));
      return () => !scene.stage.state.applications.has(old.application) && scene.group().hooks.length > 1;
    },
  },
  {
    rule: "multiple-dg-one-asg",
    pace: "settings",
    plant(scene) {
      const other = { application: "other-life", group: "prod-other-life" };
      const { autoScalingGroup } = scene.service;
      scene.stage.build.deploymentGroup(other, { autoScalingGroups: [autoScalingGroup], revision: "r1" });
      return () => true;
    },
  },
  {
    rule: "hook-missing",
    pace: "settings",
    plant(scene) {
      const { name } = toHook(scene);
      scene.stage.operator.deleteLifecycleHook(scene.service.autoScalingGroup, name);
      return () => true;
    },
  },
  {
    rule: "hook-name-mismatch",
    pace: "settings",
    plant(scene) {
      const hook = toHook(scene);
      const { operator } = scene.stage;
      operator.deleteLifecycleHook(scene.service.autoScalingGroup, hook.name);
      operator.putLifecycleHook(scene.service.autoScalingGroup, { ...hook, name: `${hook.name}-0` });
      return () => true;
    },
  },
  {
    rule: "hook-target-or-role-broken",
    pace: "settings",
    plant(scene) {
      sendElsewhere(scene);
      return () => true;
    },
  },
  {
    rule: "hook-stuck-pending-wait",
    pace: "settings",
    patienceSeconds: 600,
    minutes: 18,
    alsoTrue: { "hook-target-or-role-broken": "it is planted as the cause" },
    plant(scene) {
      sendElsewhere(scene);
      scene.scaleBy(1);
      return () => isHeld(scene);
    },
  },
  {
    rule: "foreign-hook-blocking",
    pace: "settings",
    patienceSeconds: 60,
    minutes: 10,
    plant(scene) {
      const { autoScalingGroup } = scene.service;
      scene.stage.operator.putLifecycleHook(autoScalingGroup, { name: "warm-cache", transition: launching });
      scene.scaleBy(1);
      return () => isHeld(scene) && scene.deployments().some(({ status }) => status === "Succeeded");
    },
  },
  {
    rule: "hook-heartbeat-timeout",
    alsoTrue: {
      "terminated-mid-lifecycle-event": "its deployment is still at work when the launch is given up",
      "terminated-while-deployment-pending": "its deployment has not begun when the launch is given up",
      "ghost-deployment-target": "its deployment waits for what was given up",
      "health-constraints": "in the end its deployment counts it as failed",
    },
    plant(scene) {
      scene.stage.operator.putLifecycleHook(scene.service.autoScalingGroup, {
        name: "warm-cache",
        transition: launching,
        heartbeatTimeoutSeconds: 60,
      });
      scene.scaleBy(1);
      return () => countAbandoned(scene) > 0;
    },
  },
  {
    rule: "hook-abandoned-by-failed-deployment",
    alsoTrue: {
      "script-failed": "it is planted as the cause",
      "agent-started-too-early":
        "a revision that worked on older machines fails on young ones: AWS shows no difference",
      "terminate-relaunch-loop": "further launches fail alike",
    },
    plant(scene) {
      breakCurrentRevision(scene);
      scene.scaleBy(1);
      return () => countAbandoned(scene) > 0;
    },
  },
  {
    rule: "terminate-relaunch-loop",
    minutes: 12,
    alsoTrue: {
      "script-failed": "it is planted as the cause",
      "agent-started-too-early":
        "a revision that worked on older machines fails on young ones: AWS shows no difference",
    },
    plant(scene) {
      breakCurrentRevision(scene);
      scene.scaleBy(1);
      return () => countAbandoned(scene) > 1;
    },
  },
  {
    rule: "asg-processes-left-suspended",
    patienceSeconds: 300,
    minutes: 14,
    plant(scene) {
      scene.stage.operator.suspendProcesses(scene.service.autoScalingGroup, ["AZRebalance"]);
      return () => true;
    },
  },
  {
    rule: "attached-instance-without-hook",
    patienceSeconds: 600,
    minutes: 15,
    alsoTrue: { "target-unhealthy": "nothing was deployed to it, so that it serves nothing" },
    service: { autoScalingGroup: { minSize: 2, maxSize: 10 } },
    prepare: ({ stage, service }) => void stage.build.instance({ launchTemplate: service.launchTemplate }),
    plant(scene) {
      const { operator, state } = scene.stage;
      const alone = [...state.instances.values()].find(
        ({ id, state: now }) => now === "running" && !scene.isMember(id),
      );
      operator.attachInstances(scene.service.autoScalingGroup, [alone?.id ?? ""]);
      return () => scene.isMember(alone?.id ?? "", "InService");
    },
  },
];
