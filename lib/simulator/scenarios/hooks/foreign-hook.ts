import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const foreignHook = defineStory({
  id: "foreign-hook",
  title:
    "CodeDeploy has deployed to the new instance, but another launch hook, which nobody answers, still holds it.",
  play({ service, operator, minutesAgo }) {
    const { autoScalingGroup } = service("geo", { desired: 2, autoScalingGroup: { maxSize: 4 } });
    minutesAgo(200, () =>
      operator.putLifecycleHook(autoScalingGroup, {
        name: "warm-cache",
        transition: "autoscaling:EC2_INSTANCE_LAUNCHING",
      }),
    );
    minutesAgo(15, () => operator.setDesiredCapacity(autoScalingGroup, 3));
  },
});
