import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const standbyGhost = defineStory({
  id: "standby-ghost",
  region: "eu-west-1",
  title:
    "An instance was put into standby for a look, then terminated there: Auto Scaling calls it healthy for ever.",
  play({ service, operator, minutesAgo, members }) {
    const { autoScalingGroup } = service("jobs", { desired: 3, autoScalingGroup: { minSize: 1 } });
    let looked = "";
    minutesAgo(150, () => {
      looked = members(autoScalingGroup, "InService")[0]?.instanceId ?? "";
      operator.enterStandby({ instanceId: looked, capacity: "replace" });
    });
    minutesAgo(52, () => operator.terminateInstances([looked]));
  },
});
