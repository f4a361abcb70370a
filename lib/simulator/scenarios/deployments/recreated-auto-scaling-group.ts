import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const recreatedAutoScalingGroup = defineStory({
  id: "recreated-auto-scaling-group",
  title:
    "The Auto Scaling group was deleted and made anew under its name: a release in between failed, and the new group has no launch hook.",
  play({ build, service, operator, minutesAgo }) {
    const { group, autoScalingGroup, launchTemplate } = service("cedar", { desired: 2, balanced: false });
    minutesAgo(60, () => operator.deleteAutoScalingGroup(autoScalingGroup));
    minutesAgo(30, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(25, () => build.autoScalingGroup(autoScalingGroup, { desired: 2, launchTemplate }));
  },
});
