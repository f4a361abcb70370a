import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const standingBy = defineStory({
  id: "standing-by",
  title: "Two instances were put into Standby, and the desired capacity went down with them.",
  play({ service, operator, minutesAgo, members }) {
    const { autoScalingGroup } = service("crown", { desired: 4, autoScalingGroup: { minSize: 1 } });
    minutesAgo(90, () => {
      for (const { instanceId } of members(autoScalingGroup, "InService").slice(0, 2))
        operator.enterStandby({ instanceId, capacity: "decrement" });
    });
  },
});
