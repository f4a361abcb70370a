import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const hookRemovedMidWait = defineStory({
  id: "hook-removed-mid-wait",
  title:
    "The Auto Scaling group was taken out of the deployment group while an instance waited for its deployment.",
  play({ service, operator, minutesAgo, once, members }) {
    const { group, autoScalingGroup } = service("finch", { desired: 2, autoScalingGroup: { maxSize: 4 } });
    minutesAgo(20, () => operator.setDesiredCapacity(autoScalingGroup, 3));
    once(
      20,
      () => members(autoScalingGroup, "Pending:Wait").length > 0,
      () => operator.updateDeploymentGroupAutoScaling(group, []),
    );
  },
});
