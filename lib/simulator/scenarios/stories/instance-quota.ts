import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const instanceQuota = defineStory({
  id: "instance-quota",
  region: "us-east-1",
  title: "The account runs as many instances as it may.",
  play({ build, operator, minutesAgo }) {
    const { autoScalingGroup } = build.service(
      { application: "hive", group: "prod-hive" },
      { desired: 2, autoScalingGroup: { maxSize: 6 } },
    );
    minutesAgo(42, () => operator.setLaunches(autoScalingGroup, "instance-quota"));
    minutesAgo(40, () => operator.setDesiredCapacity(autoScalingGroup, 3));
  },
});
