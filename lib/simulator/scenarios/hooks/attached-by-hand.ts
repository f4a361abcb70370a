import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const attachedByHand = defineStory({
  id: "attached-by-hand",
  title:
    "An instance was attached to the group by hand: launch hooks do not run for it, so it has no revision.",
  play({ build, service, operator, minutesAgo }) {
    const { autoScalingGroup, launchTemplate } = service("patch", {
      desired: 2,
      autoScalingGroup: { maxSize: 4 },
    });
    const spare = build.instance({ launchTemplate });
    minutesAgo(40, () => operator.attachInstances(autoScalingGroup, [spare.id]));
  },
});
