import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const scaledToZero = defineStory({
  id: "scaled-to-zero",
  title: "The group was scaled to zero: a release finds nothing to deploy to.",
  play({ service, operator, minutesAgo }) {
    const { group, autoScalingGroup } = service("lodge", {
      desired: 2,
      balanced: false,
      autoScalingGroup: { minSize: 0 },
    });
    minutesAgo(60, () => operator.setDesiredCapacity(autoScalingGroup, 0));
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
