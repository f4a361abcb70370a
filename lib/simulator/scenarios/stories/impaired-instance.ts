import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const impairedInstance = defineStory({
  id: "impaired-instance",
  region: "us-east-1",
  title: "The status checks of one instance fail, and Auto Scaling is about to replace it.",
  play({ build, operator, minutesAgo, members }) {
    const { autoScalingGroup } = build.service({ application: "kiln", group: "prod-kiln" }, { desired: 3 });
    minutesAgo(2, () => {
      const [first] = members(autoScalingGroup, "InService");
      if (first !== undefined) operator.impairInstance(first.instanceId);
    });
  },
});
