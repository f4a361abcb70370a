import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const spotTakenBack = defineStory({
  id: "spot-taken-back",
  title: "EC2 takes a Spot Instance back; the group replaces it.",
  play({ service, operator, minutesAgo, first }) {
    const { autoScalingGroup } = service("comet", { desired: 3, launchTemplate: { market: "spot" } });
    minutesAgo(14, () => operator.interruptSpotInstance(first(autoScalingGroup)));
  },
});
