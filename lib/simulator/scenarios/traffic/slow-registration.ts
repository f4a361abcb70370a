import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const slowRegistration = defineStory({
  id: "slow-registration",
  title: "The load balancer takes very long to accept new targets.",
  play({ build, operator, minutesAgo }) {
    const { autoScalingGroup } = build.service(
      { application: "creek", group: "prod-creek" },
      {
        desired: 2,
        deploymentGroup: { trafficControl: false, targetGroupNames: [] },
        autoScalingGroup: { maxSize: 4 },
      },
    );
    minutesAgo(30, () => operator.setDesiredCapacity(autoScalingGroup, 3));
  },
});
