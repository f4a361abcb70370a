import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const protectedFromScaleIn = defineStory({
  id: "protected-from-scale-in",
  title: "Every instance is protected from scale-in: the group cannot shrink.",
  play({ build, operator, minutesAgo, members }) {
    const { autoScalingGroup } = build.service(
      { application: "anchor", group: "prod-anchor" },
      { desired: 3, autoScalingGroup: { minSize: 1 } },
    );
    minutesAgo(60, () =>
      operator.setInstanceProtection(
        members(autoScalingGroup, "InService").map(({ instanceId }) => instanceId),
        "on",
      ),
    );
    minutesAgo(30, () => operator.setDesiredCapacity(autoScalingGroup, 2));
  },
});
