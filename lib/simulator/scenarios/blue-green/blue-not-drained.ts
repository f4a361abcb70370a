import { toBlueGreen } from "#lib/simulator/scenarios/blue-green/to-blue-green.ts";
import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const blueNotDrained = defineStory({
  id: "blue-not-drained",
  title: "An original instance was terminated by hand while a blue/green release took it out of the traffic.",
  play({ service, operator, minutesAgo, onceRunning }) {
    const { group } = service("ivory", {
      desired: 2,
      targetGroup: { deregistrationDelaySeconds: 600 },
      deploymentGroup: toBlueGreen(),
    });
    minutesAgo(12, () => operator.createDeployment({ ...group, revision: "r2" }));
    onceRunning(12, { ...group, event: "BlockTraffic" }, (id) => operator.terminateInstances([id]));
  },
});
