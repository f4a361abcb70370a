import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const imageDeregistered = defineStory({
  id: "image-deregistered",
  region: "us-east-1",
  title: "The image of the launch template was deregistered: nothing can be launched.",
  play({ build, operator, minutesAgo }) {
    const { autoScalingGroup } = build.service(
      { application: "orchid", group: "prod-orchid" },
      { desired: 2, autoScalingGroup: { maxSize: 6 } },
    );
    minutesAgo(42, () => operator.setLaunches(autoScalingGroup, "image-missing"));
    minutesAgo(40, () => operator.setDesiredCapacity(autoScalingGroup, 3));
  },
});
