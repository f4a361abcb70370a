import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const terminatedByHand = defineStory({
  id: "terminated-by-hand",
  title: "Somebody terminated an instance by hand, and the group replaced it.",
  play({ service, operator, minutesAgo, first }) {
    const { autoScalingGroup } = service("thorn", { desired: 3 });
    minutesAgo(25, () => operator.terminateInstances([first(autoScalingGroup)]));
  },
});
