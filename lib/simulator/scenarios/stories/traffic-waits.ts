import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const trafficWaits = defineStory({
  id: "traffic-waits",
  region: "us-east-1",
  title: "A blue/green release waits for somebody to move the traffic.",
  play({ build, operator, minutesAgo }) {
    const group = { application: "gate", group: "prod-gate" };
    build.service(group, {
      desired: 2,
      targetGroup: { deregistrationDelaySeconds: 30 },
      deploymentGroup: {
        deploymentType: "BLUE_GREEN",
        blueGreen: {
          terminateBlue: "TERMINATE",
          terminationWaitMinutes: 5,
          greenProvisioning: "COPY_AUTO_SCALING_GROUP",
          readyWaitMinutes: 2880,
        },
      },
    });
    minutesAgo(60, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
