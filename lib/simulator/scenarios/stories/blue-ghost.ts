import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const blueGhost = defineStory({
  id: "blue-ghost",
  region: "us-east-1",
  title:
    "An original instance was terminated by hand before the traffic moved: the whole blue/green release fails for it.",
  play({ build, operator, minutesAgo, members }) {
    const group = { application: "wraith", group: "prod-wraith" };
    const { autoScalingGroup } = build.service(group, {
      desired: 3,
      targetGroup: { deregistrationDelaySeconds: 30 },
      deploymentGroup: {
        deploymentType: "BLUE_GREEN",
        blueGreen: {
          terminateBlue: "TERMINATE",
          terminationWaitMinutes: 5,
          greenProvisioning: "COPY_AUTO_SCALING_GROUP",
        },
      },
    });
    minutesAgo(30, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(26, () => {
      operator.suspendProcesses(autoScalingGroup, ["ReplaceUnhealthy"]);
      const [first] = members(autoScalingGroup, "InService");
      if (first !== undefined) operator.terminateInstances([first.instanceId]);
    });
  },
});
