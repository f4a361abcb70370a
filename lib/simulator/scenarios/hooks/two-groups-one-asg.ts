import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const twoGroupsOneAsg = defineStory({
  id: "two-groups-one-asg",
  title:
    "Two deployment groups name the same Auto Scaling group: each launch runs both hooks and two deployments at once.",
  play({ build, service, operator, minutesAgo }) {
    const { autoScalingGroup } = service("search", { desired: 3, autoScalingGroup: { maxSize: 6 } });
    minutesAgo(300, () =>
      build.deploymentGroup(
        { application: "search-indexer", group: "prod-search-indexer" },
        { autoScalingGroups: [autoScalingGroup], revision: "r8" },
      ),
    );
    minutesAgo(35, () => operator.setDesiredCapacity(autoScalingGroup, 4));
  },
});
