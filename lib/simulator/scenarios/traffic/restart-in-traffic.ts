import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const restartInTraffic = defineStory({
  id: "restart-in-traffic",
  title:
    "A release of a deployment group that does not know the load balancer: each application restarts in the traffic, and its target is unhealthy for a minute. Nothing is wrong.",
  play({ service, operator, minutesAgo }) {
    const { group } = service("tags", {
      desired: 6,
      deploymentGroup: { trafficControl: false, targetGroupNames: [] },
    });
    minutesAgo(1.3, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
