import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const disabledKey = defineStory({
  id: "disabled-key",
  region: "us-east-1",
  title: "The key of the encrypted volume was disabled: every launch ends before it begins.",
  play({ build, operator, minutesAgo }) {
    const { autoScalingGroup } = build.service(
      { application: "locket", group: "prod-locket" },
      { desired: 2, autoScalingGroup: { maxSize: 6 } },
    );
    minutesAgo(42, () => operator.setLaunches(autoScalingGroup, "key-disabled"));
    minutesAgo(40, () => operator.setDesiredCapacity(autoScalingGroup, 3));
  },
});
