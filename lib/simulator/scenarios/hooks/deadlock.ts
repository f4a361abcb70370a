import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const deadlock = defineStory({
  id: "deadlock",
  title:
    "The revision that new instances get no longer starts, and the last instances in service are gone: nothing comes up, so nothing can be deployed.",
  play({ service, operator, minutesAgo, members }) {
    const { group, autoScalingGroup } = service("auth", { desired: 2, autoScalingGroup: { minSize: 0 } });
    minutesAgo(40, () => {
      operator.setBadRevision("auth", "r1", { event: "ApplicationStart" });
      operator.terminateInstances(members(autoScalingGroup, "InService").map((member) => member.instanceId));
    });
    minutesAgo(10, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
