import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const terminatedByHand = defineStory({
  id: "terminated-by-hand",
  title: "Somebody terminated an instance by hand, and the group replaced it.",
  play({ build, operator, minutesAgo, first }) {
    const { autoScalingGroup } = build.service({ application: "thorn", group: "prod-thorn" }, { desired: 3 });
    minutesAgo(25, () => operator.terminateInstances([first(autoScalingGroup)]));
  },
});
