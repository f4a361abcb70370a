import { toBlueGreen } from "#lib/simulator/scenarios/blue-green/to-blue-green.ts";
import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const blueGhost = defineStory({
  id: "blue-ghost",
  title:
    "An original instance was terminated by hand before the traffic moved: the whole blue/green release fails for it.",
  play({ service, operator, minutesAgo, first }) {
    const { group, autoScalingGroup } = service("wraith", {
      desired: 3,
      targetGroup: { deregistrationDelaySeconds: 30 },
      deploymentGroup: toBlueGreen(),
    });
    minutesAgo(30, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(26, () => {
      operator.suspendProcesses(autoScalingGroup, ["ReplaceUnhealthy"]);
      operator.terminateInstances([first(autoScalingGroup)]);
    });
  },
});
