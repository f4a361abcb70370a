import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const beingDeleted = defineStory({
  id: "being-deleted",
  title: "The Auto Scaling group of the deployment group is being deleted.",
  play({ build, operator, minutesAgo }) {
    const { autoScalingGroup } = build.service(
      { application: "ember-old", group: "prod-ember-old" },
      { desired: 2 },
    );
    minutesAgo(2, () => operator.deleteAutoScalingGroup(autoScalingGroup));
  },
});
