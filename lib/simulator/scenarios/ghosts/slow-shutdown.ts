import { defineStory } from "#lib/simulator/scenarios/stage.ts";

/** Only where instances take long to shut down: the `shutDownSeconds` parameter. */
export const slowShutdown = defineStory({
  id: "slow-shutdown",
  title: "The group scaled in, and the shutdown scripts of the instance take their time.",
  play({ service, operator, minutesAgo }) {
    const { autoScalingGroup } = service("batch", { desired: 3, balanced: false });
    minutesAgo(15, () => operator.setDesiredCapacity(autoScalingGroup, 2));
  },
});
