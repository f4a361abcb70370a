import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const refreshMidRelease = defineStory({
  id: "refresh-mid-release",
  title: "An instance refresh replaces the instances that a release is at work on.",
  play({ build, operator, minutesAgo }) {
    const group = { application: "raven", group: "prod-raven" };
    const { autoScalingGroup } = build.service(group, {
      desired: 6,
      targetGroup: { deregistrationDelaySeconds: 30 },
    });
    minutesAgo(6, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(5, () => operator.startInstanceRefresh(autoScalingGroup));
  },
});
