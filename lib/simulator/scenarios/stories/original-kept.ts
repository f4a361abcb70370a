import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const originalKept = defineStory({
  id: "original-kept",
  region: "us-east-1",
  title: "A blue/green release succeeded and keeps the original fleet, as the deployment group says.",
  play({ build, operator, minutesAgo }) {
    const group = { application: "willow", group: "prod-willow" };
    build.service(group, {
      desired: 2,
      targetGroup: { deregistrationDelaySeconds: 30 },
      deploymentGroup: {
        deploymentType: "BLUE_GREEN",
        blueGreen: {
          terminateBlue: "KEEP_ALIVE",
          terminationWaitMinutes: 5,
          greenProvisioning: "COPY_AUTO_SCALING_GROUP",
        },
      },
    });
    minutesAgo(60, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
