import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const rollingDeployment = defineStory({
  id: "rolling-deployment",
  title: "A release rolls over eight instances, one at a time, and is about half way. Nothing is wrong.",
  play({ service, operator, minutesAgo }) {
    const { group } = service("checkout", {
      desired: 8,
      targetGroup: { deregistrationDelaySeconds: 30 },
      deploymentGroup: { revision: "r117" },
    });
    minutesAgo(7, () =>
      operator.createDeployment({ ...group, revision: "r118", description: "release r118" }),
    );
  },
});
