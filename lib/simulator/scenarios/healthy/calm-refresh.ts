import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const calmRefresh = defineStory({
  id: "calm-refresh",
  title:
    "An instance refresh replaces one instance after the other, each with its own deployment. Nothing is wrong.",
  play({ build, operator, minutesAgo }) {
    const { autoScalingGroup } = build.service(
      { application: "tide", group: "prod-tide" },
      { desired: 3, targetGroup: { deregistrationDelaySeconds: 30 } },
    );
    minutesAgo(100, () => operator.startInstanceRefresh(autoScalingGroup));
  },
});
