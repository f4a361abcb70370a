import type { ScriptFault } from "#lib/simulator/world/faults.ts";
import type { Plant } from "#lib/testing/incidents/plant.ts";
import { hasFailedEvent, isDeploying, type Scene, toRunning } from "#lib/testing/incidents/scene.ts";

function hasEnded(scene: Scene, status: "Failed" | "Stopped", errorCode?: string): boolean {
  return scene
    .deployments()
    .some(
      (deployment) =>
        deployment.status === status && (errorCode === undefined || deployment.errorCode === errorCode),
    );
}

/** No deployment of the group starts any more. */
function makeFailedStart(rule: string, errorCode: string, errorMessage: string): Plant {
  return {
    rule,
    plant(scene) {
      scene.stage.operator.failDeployments(scene.service, { errorCode, errorMessage });
      scene.release();
      return () => hasEnded(scene, "Failed", errorCode);
    },
  };
}

/** The release's own script, on whatever instance. */
function makeBadScript(rule: string, fault: ScriptFault): Plant {
  return {
    rule,
    plant(scene) {
      scene.stage.operator.setBadRevision(scene.service.application, "bad", fault);
      scene.release("bad");
      return () => hasFailedEvent(scene, fault.errorCode ?? "ScriptFailed");
    },
  };
}

/** Every instance fails the event with the agent's own words. */
function makeBadMachines(rule: string, event: string, message: string): Plant {
  return {
    rule,
    plant(scene) {
      const { stage, service } = scene;
      const fault = { event, errorCode: "UnknownError", scriptName: "", message, logTail: "" };
      for (const { instanceId } of stage.members(service.autoScalingGroup, "InService"))
        stage.operator.failScript(instanceId, fault);
      scene.release();
      return () => hasFailedEvent(scene, "UnknownError");
    },
  };
}

const failedStarts: readonly Plant[] = [
  makeFailedStart(
    "account-concurrency-limit",
    "RESOURCE_LIMIT_EXCEEDED",
    "The limit of concurrent deployments in the account was exceeded.",
  ),
  makeFailedStart("internal-error", "INTERNAL_ERROR", "There was an internal error."),
  makeFailedStart("throttled", "THROTTLED", "The deployment was throttled by another AWS service."),
  makeFailedStart(
    "service-role-problem",
    "IAM_ROLE_PERMISSIONS",
    "The IAM role does not give you permission to perform operations in the following AWS service: AmazonAutoScaling.",
  ),
  makeFailedStart("invalid-revision", "INVALID_REVISION", "The AppSpec file was not found."),
];

const badScripts: readonly Plant[] = [
  makeBadScript("script-failed", { event: "ApplicationStart" }),
  makeBadScript("script-missing", {
    event: "BeforeInstall",
    errorCode: "ScriptMissing",
    message: "Script does not exist at specified location: scripts/before-install.sh",
    logTail: "",
  }),
  makeBadScript("script-not-executable", {
    event: "AfterInstall",
    errorCode: "ScriptNotExecutable",
    message: "Script at specified location: scripts/after-install.sh is not executable.",
    logTail: "",
  }),
  makeBadScript("script-timed-out", {
    event: "ApplicationStart",
    errorCode: "ScriptTimedOut",
    message: "Script at specified location: scripts/application-start.sh failed to complete in 60 seconds",
  }),
];

const badMachines: readonly Plant[] = [
  makeBadMachines(
    "agent-disk-or-memory-exhausted",
    "Install",
    "No space left on device @ dir_s_mkdir - /opt/codedeploy-agent/deployment-root",
  ),
  makeBadMachines(
    "agent-cannot-reach-endpoint",
    "DownloadBundle",
    "Network error: certificate verify failed",
  ),
  makeBadMachines(
    "agent-clock-skew",
    "DownloadBundle",
    "RequestTimeTooSkewed: The difference between the request time and the current time is too large.",
  ),
];

const silentAgents: readonly Plant[] = [
  {
    rule: "agent-not-running",
    minutes: 10,
    plant(scene) {
      const { stage, service } = scene;
      for (const { instanceId } of stage.members(service.autoScalingGroup, "InService"))
        stage.operator.breakAgent(instanceId);
      scene.release();
      return () =>
        scene
          .deployments()
          .some(({ targets = [] }) =>
            targets.some(({ events }) => events.some(({ status }) => status === "Failed")),
          );
    },
  },
  {
    rule: "agent-restarted-mid-deployment",
    plant(scene) {
      const running = () => toRunning(scene, "AfterInstall");
      scene.release();
      scene.once(
        () => running().length > 0,
        () => scene.stage.operator.restartAgent(running()[0] ?? ""),
      );
      return () => hasEnded(scene, "Failed");
    },
  },
];

/** Of a release that fails on an instance: traffic was taken from it, or its application was stopped, for good. */
const afterFailedRelease = {
  "target-not-registered": "a failed deployment does not allow the traffic that it has blocked",
  "target-unhealthy": "the application that was stopped for the release is not started again",
};

const deployments: readonly Plant[] = [
  ...failedStarts,
  ...badScripts,
  ...badMachines,
  ...silentAgents,
  {
    rule: "application-stop-failure",
    plant(scene) {
      const { stage, service } = scene;
      const fault = { event: "ApplicationStop" };
      stage.operator.setBadRevision(service.application, scene.currentRevision(), fault);
      scene.release();
      return () => hasFailedEvent(scene, "ScriptFailed");
    },
  },
  {
    rule: "instance-profile-insufficient",
    alsoTrue: { "download-bundle-failure": "it is what the refusal looks like" },
    plant(scene) {
      const { stage, service } = scene;
      stage.operator.setBundleAccess(service.launchTemplate.profileArn, "denied");
      scene.release();
      return () => hasEnded(scene, "Failed");
    },
  },
  {
    rule: "revision-missing",
    alsoTrue: { "hook-abandoned-by-failed-deployment": "the launch ends with its deployment" },
    plant(scene) {
      const { stage, service } = scene;
      stage.operator.setBadRevision(service.application, scene.currentRevision(), "deleted");
      scene.scaleBy(1);
      return () => hasEnded(scene, "Failed");
    },
  },
  {
    rule: "manual-stop",
    service: { desired: 4 },
    plant(scene) {
      const { stage, service } = scene;
      scene.release();
      scene.later(60, () => {
        for (const { id } of stage.operator.activeDeployments(service)) stage.operator.stopDeployment(id);
      });
      return () => hasEnded(scene, "Stopped");
    },
  },
  {
    rule: "alarm-active",
    service: { desired: 4, deploymentGroup: { alarmNames: ["life-5xx"] } },
    plant(scene) {
      scene.release();
      scene.later(40, () => scene.stage.operator.raiseAlarm("life-5xx"));
      return () => hasEnded(scene, "Stopped");
    },
  },
  {
    rule: "rollback-cascade",
    service: { balanced: false, deploymentGroup: { autoRollback: true } },
    alsoTrue: { "script-failed": "it is planted as the cause" },
    plant(scene) {
      const { stage, service } = scene;
      stage.operator.setBadRevision(service.application, "bad", { event: "ApplicationStart" });
      scene.release("bad");
      return () => scene.deployments().some(({ creator }) => creator === "codeDeployRollback");
    },
  },
  {
    rule: "health-constraints-invalid",
    prepare({ stage }) {
      stage.build.deploymentConfig({
        name: "always-nine",
        minimumHealthy: { type: "HOST_COUNT", value: 9 },
      });
    },
    plant(scene) {
      const { stage, service } = scene;
      stage.operator.updateDeploymentGroup(service, { configName: "always-nine" });
      scene.release();
      return () => hasEnded(scene, "Failed");
    },
  },
  {
    rule: "no-instances-matched",
    plant(scene) {
      const { stage, service } = scene;
      stage.operator.updateDeploymentGroupAutoScaling(service, []);
      scene.release();
      return () => hasEnded(scene, "Failed");
    },
  },
  {
    rule: "outdated-instances-after-scale-out",
    service: { desired: 4, balanced: false, deploymentGroup: { outdatedInstancesStrategy: "IGNORE" } },
    patienceSeconds: 600,
    minutes: 18,
    plant(scene) {
      scene.release();
      scene.later(10, () => scene.scaleBy(2));
      return () => scene.deployments().length > 2 && !isDeploying(scene);
    },
  },
];

export const deploymentPlants: readonly Plant[] = deployments.map((plant) => ({
  ...plant,
  alsoTrue: { ...afterFailedRelease, ...plant.alsoTrue },
}));
