import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const leftOutdated = defineStory({
  id: "left-outdated",
  title:
    "Instances were launched during a release, got the revision before, and the deployment group leaves them so.",
  play({ service, operator, minutesAgo }) {
    const { group, autoScalingGroup } = service("mixer", {
      desired: 4,
      balanced: false,
      autoScalingGroup: { maxSize: 8 },
      deploymentGroup: { outdatedInstancesStrategy: "IGNORE" },
    });
    minutesAgo(25, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(24.8, () => operator.setDesiredCapacity(autoScalingGroup, 6));
  },
});
