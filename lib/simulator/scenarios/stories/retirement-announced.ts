import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const retirementAnnounced = defineStory({
  id: "retirement-announced",
  region: "us-east-1",
  title: "EC2 has announced that it will retire the hardware of one instance.",
  play({ build, operator, minutesAgo, members }) {
    const { autoScalingGroup } = build.service({ application: "tulip", group: "prod-tulip" }, { desired: 3 });
    minutesAgo(60, () => {
      const [first] = members(autoScalingGroup, "InService");
      if (first !== undefined) operator.scheduleRetirement(first.instanceId, 3000);
    });
  },
});
