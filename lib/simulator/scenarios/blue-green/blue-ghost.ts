import { toBlueGreen } from "#lib/simulator/scenarios/blue-green/to-blue-green.ts";
import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const blueGhost = defineStory({
  id: "blue-ghost",
  title:
    "An original instance was terminated by hand before the traffic moved: the whole blue/green release fails for it.",
  play({ build, operator, minutesAgo, first }) {
    const group = { application: "wraith", group: "prod-wraith" };
    const { autoScalingGroup } = build.service(group, {
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
