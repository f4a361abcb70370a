import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const atTheMaximum = defineStory({
  id: "at-the-maximum",
  title: "The group has reached its maximum size.",
  play({ service, operator, minutesAgo }) {
    const { autoScalingGroup } = service("summit", { desired: 2, autoScalingGroup: { maxSize: 4 } });
    minutesAgo(60, () => operator.setDesiredCapacity(autoScalingGroup, 4));
  },
});
