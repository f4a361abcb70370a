import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const launchesGivenUp = defineStory({
  id: "launches-given-up",
  region: "us-east-1",
  title: "Launches failed for so long that Auto Scaling has suspended them.",
  play({ build, operator, minutesAgo }) {
    const { autoScalingGroup } = build.service(
      { application: "mirage", group: "prod-mirage" },
      { desired: 2, autoScalingGroup: { maxSize: 6 } },
    );
    minutesAgo(42, () => operator.setLaunches(autoScalingGroup, "spot-capacity"));
    minutesAgo(40, () => operator.setDesiredCapacity(autoScalingGroup, 3));
  },
});
