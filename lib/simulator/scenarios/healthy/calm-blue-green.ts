import { toBlueGreen } from "#lib/simulator/scenarios/blue-green/to-blue-green.ts";
import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const calmBlueGreen = defineStory({
  id: "calm-blue-green",
  title: "Two blue/green releases went well today. Nothing is wrong.",
  play({ service, operator, minutesAgo }) {
    const { group } = service("lotus", {
      desired: 2,
      targetGroup: { deregistrationDelaySeconds: 30 },
      deploymentGroup: toBlueGreen(),
    });
    minutesAgo(220, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(90, () => operator.createDeployment({ ...group, revision: "r3" }));
  },
});
