import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const calmStandby = defineStory({
  id: "calm-standby",
  title: "An instance was put into Standby to be looked at, and is back in service. Nothing is wrong.",
  play({ service, operator, minutesAgo, members, first }) {
    const { autoScalingGroup } = service("fern", {
      desired: 3,
      autoScalingGroup: { minSize: 1 },
      targetGroup: { deregistrationDelaySeconds: 60 },
    });
    minutesAgo(70, () =>
      operator.enterStandby({ instanceId: first(autoScalingGroup), capacity: "decrement" }),
    );
    minutesAgo(50, () => {
      for (const { instanceId } of members(autoScalingGroup, "Standby")) operator.exitStandby(instanceId);
    });
  },
});
