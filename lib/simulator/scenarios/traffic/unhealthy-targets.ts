import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const unhealthyTargets = defineStory({
  id: "unhealthy-targets",
  title: "Two of four instances stopped answering health checks; nobody deploys.",
  play({ service, operator, minutesAgo, members }) {
    const { autoScalingGroup } = service("images", { desired: 4 });
    minutesAgo(18, () => {
      for (const member of members(autoScalingGroup, "InService").slice(0, 2))
        operator.stopServing(member.instanceId);
    });
  },
});
