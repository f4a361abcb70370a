import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const calmWarmPool = defineStory({
  id: "calm-warm-pool",
  title: "A group with a warm pool grows and shrinks. Nothing is wrong.",
  play({ service, operator, minutesAgo }) {
    const { autoScalingGroup } = service("reef", {
      desired: 2,
      autoScalingGroup: { maxSize: 6, warmPool: { minSize: 2, poolState: "Stopped" } },
    });
    minutesAgo(120, () => operator.setDesiredCapacity(autoScalingGroup, 4));
    minutesAgo(40, () => operator.setDesiredCapacity(autoScalingGroup, 3));
  },
});
