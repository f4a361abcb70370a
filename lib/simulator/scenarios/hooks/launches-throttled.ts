import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const launchesThrottled = defineStory({
  id: "launches-throttled",
  title: "New instances have failed their deployment for hours, and Auto Scaling tries less and less often.",
  play({ service, operator, minutesAgo }) {
    const { autoScalingGroup } = service("gale", { desired: 2, autoScalingGroup: { maxSize: 4 } });
    minutesAgo(240, () => {
      operator.setBadRevision("gale", "r1", { event: "BeforeInstall" });
      operator.setDesiredCapacity(autoScalingGroup, 3);
    });
  },
});
