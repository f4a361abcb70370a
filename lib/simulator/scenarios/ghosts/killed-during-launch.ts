import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const killedDuringLaunch = defineStory({
  id: "killed-during-launch",
  title:
    "An instance was terminated while the launch hook held it: Auto Scaling will not look before the hook ends.",
  play({ service, operator, minutesAgo, once, members }) {
    const { autoScalingGroup } = service("feeds", { desired: 2, autoScalingGroup: { maxSize: 4 } });
    const held = () => members(autoScalingGroup, "Pending:Wait");
    minutesAgo(2.5, () => operator.setDesiredCapacity(autoScalingGroup, 3));
    once(
      2.5,
      () => held().length > 0,
      () => operator.terminateInstances(held().map((member) => member.instanceId)),
    );
  },
});
