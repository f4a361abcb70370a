import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const scaleInAndOut = defineStory({
  id: "scale-in-and-out",
  region: "eu-west-1",
  title:
    "A group that follows the load: instances come and go all day, each with its own deployment. Nothing is wrong.",
  play({ service, operator, minutesAgo }) {
    const { autoScalingGroup } = service("streams", {
      desired: 2,
      autoScalingGroup: { minSize: 1, maxSize: 8 },
      targetGroup: { deregistrationDelaySeconds: 60 },
    });
    const wishes: readonly (readonly [number, number])[] = [
      [320, 4],
      [240, 3],
      [150, 6],
      [80, 5],
      [33, 3],
      [12, 4],
    ];
    for (const [minutes, desired] of wishes)
      minutesAgo(minutes, () => operator.setDesiredCapacity(autoScalingGroup, desired));
  },
});
