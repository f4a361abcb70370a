import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const scaledInMidRelease = defineStory({
  id: "scaled-in-mid-release",
  title: "The group was scaled in while a release was at work on it.",
  play({ service, operator, minutesAgo }) {
    const { group, autoScalingGroup } = service("barge", {
      desired: 8,
      balanced: false,
      autoScalingGroup: { minSize: 2 },
    });
    minutesAgo(9, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(8.5, () => operator.setDesiredCapacity(autoScalingGroup, 7));
  },
});
