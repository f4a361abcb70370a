import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const relaunchLoop = defineStory({
  id: "relaunch-loop",
  title:
    "A script of the current revision fails on every new instance: each launch is given up and repeated.",
  play({ service, operator, minutesAgo }) {
    const { autoScalingGroup } = service("video", { desired: 2, autoScalingGroup: { maxSize: 4 } });
    minutesAgo(20, () => {
      operator.setBadRevision("video", "r1", { event: "BeforeInstall" });
      operator.setDesiredCapacity(autoScalingGroup, 3);
    });
  },
});
