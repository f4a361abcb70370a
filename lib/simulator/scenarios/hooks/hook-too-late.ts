import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const hookTooLate = defineStory({
  id: "hook-too-late",
  title:
    "The launch hook was missing for an hour and is back: an instance that came up in between never got a revision.",
  play({ service, operator, state, minutesAgo }) {
    const { group, autoScalingGroup } = service("oat", {
      desired: 2,
      balanced: false,
      autoScalingGroup: { maxSize: 4 },
    });
    minutesAgo(65, () => {
      const hook = state.autoScalingGroups.get(autoScalingGroup)?.hooks[0];
      if (hook !== undefined) operator.deleteLifecycleHook(autoScalingGroup, hook.name);
    });
    minutesAgo(50, () => operator.setDesiredCapacity(autoScalingGroup, 3));
    minutesAgo(4, () => operator.updateDeploymentGroupAutoScaling(group, [autoScalingGroup]));
  },
});
