import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const slowDrain = defineStory({
  id: "slow-drain",
  title: "Each instance is drained for a quarter of an hour before the release goes on.",
  play({ build, operator, minutesAgo }) {
    const group = { application: "basin", group: "prod-basin" };
    build.service(group, { desired: 8, targetGroup: { deregistrationDelaySeconds: 900 } });
    minutesAgo(28, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
