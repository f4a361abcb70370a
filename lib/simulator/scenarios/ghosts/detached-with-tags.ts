import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const detachedWithTags = defineStory({
  id: "detached-with-tags",
  title:
    "An instance was detached in good order and runs on; its tags still put it into the deployment group.",
  play({ service, operator, minutesAgo, first }) {
    const { autoScalingGroup } = service("fonts", {
      desired: 3,
      autoScalingGroup: { tags: [{ key: "Role", value: "fonts", propagateAtLaunch: true }] },
      targetGroup: { deregistrationDelaySeconds: 60 },
      deploymentGroup: { tagFilters: [{ Key: "Role", Value: "fonts", Type: "KEY_AND_VALUE" }] },
    });
    minutesAgo(40, () => {
      const instanceIds = [first(autoScalingGroup)];
      operator.detachInstances({ autoScalingGroup, instanceIds, capacity: "replace" });
    });
  },
});
