import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const balancedMidRelease = defineStory({
  id: "balanced-mid-release",
  title: "A zone has capacity again in the middle of a release, and Auto Scaling evens the zones out.",
  play({ service, operator, minutesAgo }) {
    const { group, autoScalingGroup } = service("prism", {
      desired: 6,
      balanced: false,
      autoScalingGroup: { maxSize: 12 },
    });
    operator.setZoneCapacity(autoScalingGroup, "us-east-1c", "none");
    minutesAgo(12, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(11.5, () => operator.setZoneCapacity(autoScalingGroup, "us-east-1c", "ok"));
  },
});
