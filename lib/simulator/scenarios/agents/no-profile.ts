import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const noProfile = defineStory({
  id: "no-profile",
  title: "The launch template forgot the instance profile: the agents have no credentials.",
  play({ service, operator, minutesAgo }) {
    const { group } = service("marsh", {
      desired: 2,
      balanced: false,
      launchTemplate: { profile: "none" },
      deploymentGroup: { revision: undefined },
    });
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
