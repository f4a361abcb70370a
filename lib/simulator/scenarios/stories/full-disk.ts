import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const fullDisk = defineStory({
  id: "full-disk",
  region: "us-east-1",
  title: "The disk of one instance is full.",
  play({ build, operator, minutesAgo, members }) {
    const group = { application: "silo", group: "prod-silo" };
    const { autoScalingGroup } = build.service(group, { desired: 2, balanced: false });
    minutesAgo(40, () => {
      const [first] = members(autoScalingGroup, "InService");
      if (first !== undefined)
        operator.failScript(first.instanceId, {
          event: "Install",
          errorCode: "UnknownError",
          scriptName: "",
          message: "No space left on device @ dir_s_mkdir - /opt/codedeploy-agent/deployment-root",
          logTail: "",
        });
    });
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
