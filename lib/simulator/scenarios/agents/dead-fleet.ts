import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const deadFleet = defineStory({
  id: "dead-fleet",
  title: "No agent of the fleet answers a release: every event of every instance is skipped.",
  play({ service, operator, minutesAgo, members }) {
    const { group, autoScalingGroup } = service("siren", { desired: 2, balanced: false });
    minutesAgo(40, () => {
      for (const { instanceId } of members(autoScalingGroup, "InService")) operator.breakAgent(instanceId);
    });
    minutesAgo(30, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
