import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const endlessDeployment = defineStory({
  id: "endless-deployment",
  title: "A release to many slow instances does not come to its end in time.",
  play({ build, operator, minutesAgo }) {
    const group = { application: "glacier", group: "prod-glacier" };
    build.service(group, { desired: 8, balanced: false });
    minutesAgo(40, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
