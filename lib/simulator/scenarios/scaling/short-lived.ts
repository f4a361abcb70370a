import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const shortLived = defineStory({
  id: "short-lived",
  title: "Instances are replaced when they reach their maximum lifetime, each through its launch hook.",
  play({ service }) {
    // AWS allows no less than a day, which is longer than the stories last.
    const maxInstanceLifetimeSeconds = 5 * 3600;
    service("mayfly", {
      desired: 3,
      autoScalingGroup: { maxInstanceLifetimeSeconds, capacityRebalance: true },
    });
  },
});
