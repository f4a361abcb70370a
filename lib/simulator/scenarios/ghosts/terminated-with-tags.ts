import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const terminatedWithTags = defineStory({
  id: "terminated-with-tags",
  title:
    "An instance was terminated in good order; for an hour EC2 still shows it with the tags that the deployment group looks for.",
  play({ service, operator, minutesAgo, first }) {
    const { autoScalingGroup } = service("mail", {
      desired: 2,
      balanced: false,
      autoScalingGroup: { tags: [{ key: "Role", value: "mail", propagateAtLaunch: true }] },
      deploymentGroup: { tagFilters: [{ Key: "Role", Value: "mail", Type: "KEY_AND_VALUE" }] },
    });
    minutesAgo(20, () =>
      operator.terminateInstanceInAutoScalingGroup({
        instanceId: first(autoScalingGroup),
        capacity: "replace",
      }),
    );
  },
});
