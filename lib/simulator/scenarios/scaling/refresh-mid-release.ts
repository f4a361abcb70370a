import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const refreshMidRelease = defineStory({
  id: "refresh-mid-release",
  title: "An instance refresh replaces the instances that a release is at work on.",
  play({ service, operator, minutesAgo }) {
    const { group, autoScalingGroup } = service("raven", {
      desired: 6,
      targetGroup: { deregistrationDelaySeconds: 30 },
    });
    minutesAgo(6, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(5, () => operator.startInstanceRefresh(autoScalingGroup));
  },
});
