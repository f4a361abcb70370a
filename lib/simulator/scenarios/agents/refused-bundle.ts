import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const refusedBundle = defineStory({
  id: "refused-bundle",
  title: "The role of the instances may no longer read the bucket of the releases.",
  play({ service, operator, minutesAgo }) {
    const { group, launchTemplate } = service("crate", { desired: 2, balanced: false });
    minutesAgo(60, () => operator.setBundleAccess(launchTemplate.profileArn, "denied"));
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
