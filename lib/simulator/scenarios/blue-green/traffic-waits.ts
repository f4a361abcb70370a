import { toBlueGreen } from "#lib/simulator/scenarios/blue-green/to-blue-green.ts";
import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const trafficWaits = defineStory({
  id: "traffic-waits",
  title: "A blue/green release waits for somebody to move the traffic.",
  play({ service, operator, minutesAgo }) {
    const { group } = service("gate", {
      desired: 2,
      targetGroup: { deregistrationDelaySeconds: 30 },
      deploymentGroup: toBlueGreen({ readyWaitMinutes: 2880 }),
    });
    minutesAgo(60, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
