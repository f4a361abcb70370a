import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const hookRenamed = defineStory({
  id: "hook-renamed",
  title: "Infrastructure code replaced the launch hook of CodeDeploy by one of another name.",
  play({ service, operator, state, minutesAgo }) {
    const { autoScalingGroup } = service("forum", { desired: 2, autoScalingGroup: { maxSize: 4 } });
    minutesAgo(60, () => {
      const hook = state.autoScalingGroups.get(autoScalingGroup)?.hooks[0];
      if (hook === undefined) return;
      operator.deleteLifecycleHook(autoScalingGroup, hook.name);
      operator.putLifecycleHook(autoScalingGroup, { ...hook, name: `${hook.name.slice(0, -4)}0000` });
    });
  },
});
