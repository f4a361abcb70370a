import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const impairedInstance = defineStory({
  id: "impaired-instance",
  title: "The status checks of one instance fail, and Auto Scaling is about to replace it.",
  play({ service, operator, minutesAgo, first }) {
    const { autoScalingGroup } = service("kiln", { desired: 3 });
    minutesAgo(2, () => operator.impairInstance(first(autoScalingGroup)));
  },
});
