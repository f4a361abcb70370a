import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const hookTakenOff = defineStory({
  id: "hook-taken-off",
  title: "Somebody deleted the launch hook of CodeDeploy: new instances come up without the application.",
  play({ service, operator, state, minutesAgo }) {
    const { autoScalingGroup } = service("blog", { desired: 2, autoScalingGroup: { maxSize: 4 } });
    minutesAgo(60, () => {
      const hook = state.autoScalingGroups.get(autoScalingGroup)?.hooks[0];
      if (hook === undefined) return;
      operator.deleteLifecycleHook(autoScalingGroup, hook.name);
    });
  },
});
