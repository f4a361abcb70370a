import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const listenerRemoved = defineStory({
  id: "listener-removed",
  title: "The listener of the target group was deleted: no target gets traffic, and no release can finish.",
  play({ service, operator, minutesAgo }) {
    const { group, targetGroup = "" } = service("lantern", {
      desired: 2,
      targetGroup: { deregistrationDelaySeconds: 30 },
    });
    minutesAgo(40, () => operator.unlistenTargetGroup(targetGroup));
    minutesAgo(30, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
