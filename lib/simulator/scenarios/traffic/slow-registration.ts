import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const slowRegistration = defineStory({
  id: "slow-registration",
  title: "The load balancer takes very long to accept new targets.",
  play({ service, operator, minutesAgo }) {
    const { autoScalingGroup } = service("creek", {
      desired: 2,
      deploymentGroup: { trafficControl: false, targetGroupNames: [] },
      autoScalingGroup: { maxSize: 4 },
    });
    minutesAgo(30, () => operator.setDesiredCapacity(autoScalingGroup, 3));
  },
});
