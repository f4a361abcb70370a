import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const deadlock = defineStory({
  id: "deadlock",
  title:
    "The revision that new instances get no longer starts, and the last instances in service are gone: nothing comes up, so nothing can be deployed.",
  play({ build, operator, minutesAgo, members }) {
    const group = { application: "auth", group: "prod-auth" };
    const { autoScalingGroup } = build.service(group, { desired: 2, autoScalingGroup: { minSize: 0 } });
    minutesAgo(40, () => {
      operator.setBadRevision("auth", "r1", { event: "ApplicationStart" });
      operator.terminateInstances(members(autoScalingGroup, "InService").map((member) => member.instanceId));
    });
    minutesAgo(10, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
