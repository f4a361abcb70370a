import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const processesLeftSuspended = defineStory({
  id: "processes-left-suspended",
  title: "A release script suspended scaling processes of the group, and never resumed them.",
  play({ service, operator, minutesAgo }) {
    const { group, autoScalingGroup } = service("cart", { desired: 2, balanced: false });
    minutesAgo(60, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(59.5, () => operator.suspendProcesses(autoScalingGroup, ["AZRebalance", "AddToLoadBalancer"]));
  },
});
