import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const retirementAnnounced = defineStory({
  id: "retirement-announced",
  title: "EC2 has announced that it will retire the hardware of one instance.",
  play({ service, operator, minutesAgo, first }) {
    const { autoScalingGroup } = service("tulip", { desired: 3 });
    minutesAgo(60, () => operator.scheduleRetirement(first(autoScalingGroup), 3000));
  },
});
