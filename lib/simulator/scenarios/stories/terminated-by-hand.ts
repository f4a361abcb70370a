import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const terminatedByHand = defineStory({
  id: "terminated-by-hand",
  region: "us-east-1",
  title: "Somebody terminated an instance by hand, and the group replaced it.",
  play({ build, operator, minutesAgo, members }) {
    const { autoScalingGroup } = build.service({ application: "thorn", group: "prod-thorn" }, { desired: 3 });
    minutesAgo(25, () => {
      const [first] = members(autoScalingGroup, "InService");
      if (first !== undefined) operator.terminateInstances([first.instanceId]);
    });
  },
});
