import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const endlessDeployment = defineStory({
  id: "endless-deployment",
  title: "A release to many slow instances does not come to its end in time.",
  play({ service, operator, minutesAgo }) {
    const { group } = service("glacier", { desired: 8, balanced: false });
    minutesAgo(40, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
