import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const calmBlueGreen = defineStory({
  id: "calm-blue-green",
  region: "us-east-1",
  title: "Two blue/green releases went well today. Nothing is wrong.",
  play({ build, operator, minutesAgo }) {
    const group = { application: "lotus", group: "prod-lotus" };
    build.service(group, {
      desired: 2,
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
    minutesAgo(220, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(90, () => operator.createDeployment({ ...group, revision: "r3" }));
  },
});
