import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const taggedGhost = defineStory({
  id: "tagged-ghost",
  title:
    "An instance was detached and terminated while it drained, in a deployment group that selects by tags as well: fresh tags will not rid it of the ghost.",
  play({ service, operator, minutesAgo, first }) {
    const { autoScalingGroup } = service("maps", {
      desired: 3,
      autoScalingGroup: { tags: [{ key: "Role", value: "maps", propagateAtLaunch: true }] },
      deploymentGroup: { tagFilters: [{ Key: "Role", Value: "maps", Type: "KEY_AND_VALUE" }] },
    });
    let detached: readonly string[] = [];
    minutesAgo(3, () => {
      detached = [first(autoScalingGroup)];
      operator.detachInstances({ autoScalingGroup, instanceIds: detached, capacity: "replace" });
    });
    minutesAgo(2, () => operator.terminateInstances(detached));
  },
});
