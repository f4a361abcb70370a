import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const deletedBundle = defineStory({
  id: "deleted-bundle",
  title: "A lifecycle rule of the bucket deleted the bundle that new instances get.",
  play({ service, operator, minutesAgo }) {
    const { autoScalingGroup } = service("stash", { desired: 2, autoScalingGroup: { maxSize: 4 } });
    minutesAgo(30, () => operator.setBadRevision("stash", "r1", "deleted"));
    minutesAgo(8, () => operator.setDesiredCapacity(autoScalingGroup, 3));
  },
});
