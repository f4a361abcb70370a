import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const taggedGhost = defineStory({
  id: "tagged-ghost",
  title:
    "An instance was detached and terminated while it drained, in a deployment group that selects by tags as well: fresh tags will not rid it of the ghost.",
  play({ build, operator, minutesAgo, members }) {
    const { autoScalingGroup } = build.service(
      { application: "maps", group: "prod-maps" },
      {
        desired: 3,
        autoScalingGroup: { tags: [{ key: "Role", value: "maps", propagateAtLaunch: true }] },
        deploymentGroup: { tagFilters: [{ Key: "Role", Value: "maps", Type: "KEY_AND_VALUE" }] },
      },
    );
    let detached: readonly string[] = [];
    minutesAgo(3, () => {
      detached = members(autoScalingGroup, "InService")
        .slice(0, 1)
        .map((member) => member.instanceId);
      operator.detachInstances({ autoScalingGroup, instanceIds: detached, capacity: "replace" });
    });
    minutesAgo(2, () => operator.terminateInstances(detached));
  },
});
