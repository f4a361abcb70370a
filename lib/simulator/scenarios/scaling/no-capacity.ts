import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const noCapacity = defineStory({
  id: "no-capacity",
  title: "EC2 has no capacity for the instance type: the group wants six instances and stays at three.",
  play({ build, operator, minutesAgo }) {
    const { autoScalingGroup } = build.service(
      { application: "ml", group: "prod-inference" },
      { desired: 3, autoScalingGroup: { maxSize: 8 }, launchTemplate: { instanceType: "g6.xlarge" } },
    );
    minutesAgo(42, () => operator.setLaunches(autoScalingGroup, "capacity"));
    minutesAgo(40, () => operator.setDesiredCapacity(autoScalingGroup, 6));
  },
});
