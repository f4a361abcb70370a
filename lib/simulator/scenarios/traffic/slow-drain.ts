import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const slowDrain = defineStory({
  id: "slow-drain",
  title: "Each instance is drained for a quarter of an hour before the release goes on.",
  play({ service, operator, minutesAgo }) {
    const { group } = service("basin", { desired: 8, targetGroup: { deregistrationDelaySeconds: 900 } });
    minutesAgo(28, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
