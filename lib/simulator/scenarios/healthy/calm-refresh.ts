import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const calmRefresh = defineStory({
  id: "calm-refresh",
  title:
    "An instance refresh replaces one instance after the other, each with its own deployment. Nothing is wrong.",
  play({ service, operator, minutesAgo }) {
    const { autoScalingGroup } = service("tide", {
      desired: 3,
      targetGroup: { deregistrationDelaySeconds: 30 },
    });
    minutesAgo(100, () => operator.startInstanceRefresh(autoScalingGroup));
  },
});
