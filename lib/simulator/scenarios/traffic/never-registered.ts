import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const neverRegistered = defineStory({
  id: "never-registered",
  title: "AddToLoadBalancer was suspended while the group grew: the new instances never get traffic.",
  play({ service, operator, minutesAgo }) {
    const { autoScalingGroup } = service("heron", {
      desired: 2,
      deploymentGroup: { trafficControl: false, targetGroupNames: [] },
      autoScalingGroup: { maxSize: 4 },
    });
    minutesAgo(60, () => operator.suspendProcesses(autoScalingGroup, ["AddToLoadBalancer"]));
    minutesAgo(50, () => operator.setDesiredCapacity(autoScalingGroup, 3));
    minutesAgo(40, () => operator.resumeProcesses(autoScalingGroup, ["AddToLoadBalancer"]));
  },
});
