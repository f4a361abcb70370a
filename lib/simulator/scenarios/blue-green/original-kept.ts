import { toBlueGreen } from "#lib/simulator/scenarios/blue-green/to-blue-green.ts";
import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const originalKept = defineStory({
  id: "original-kept",
  title: "A blue/green release succeeded and keeps the original fleet, as the deployment group says.",
  play({ service, operator, minutesAgo }) {
    const { group } = service("willow", {
      desired: 2,
      targetGroup: { deregistrationDelaySeconds: 30 },
      deploymentGroup: toBlueGreen({ terminateBlue: "KEEP_ALIVE" }),
    });
    minutesAgo(60, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
