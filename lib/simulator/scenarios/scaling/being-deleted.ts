import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const beingDeleted = defineStory({
  id: "being-deleted",
  title: "The Auto Scaling group of the deployment group is being deleted.",
  play({ service, operator, minutesAgo }) {
    const { autoScalingGroup } = service("ember-old", { desired: 2 });
    minutesAgo(2, () => operator.deleteAutoScalingGroup(autoScalingGroup));
  },
});
