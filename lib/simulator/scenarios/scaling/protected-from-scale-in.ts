import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const protectedFromScaleIn = defineStory({
  id: "protected-from-scale-in",
  title: "Every instance is protected from scale-in: the group cannot shrink.",
  play({ service, operator, minutesAgo, members }) {
    const { autoScalingGroup } = service("anchor", { desired: 3, autoScalingGroup: { minSize: 1 } });
    minutesAgo(60, () =>
      operator.setInstanceProtection(
        members(autoScalingGroup, "InService").map(({ instanceId }) => instanceId),
        "on",
      ),
    );
    minutesAgo(30, () => operator.setDesiredCapacity(autoScalingGroup, 2));
  },
});
