import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const processesLeftSuspended = defineStory({
  id: "processes-left-suspended",
  title: "A release script suspended scaling processes of the group, and never resumed them.",
  play({ build, operator, minutesAgo }) {
    const group = { application: "cart", group: "prod-cart" };
    const { autoScalingGroup } = build.service(group, { desired: 2, balanced: false });
    minutesAgo(60, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(59.5, () => operator.suspendProcesses(autoScalingGroup, ["AZRebalance", "AddToLoadBalancer"]));
  },
});
