import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const killedByHealthCheck = defineStory({
  id: "killed-by-health-check",
  title:
    "The health checks of the load balancer replace instances in the middle of a release that does not know the load balancer.",
  play({ service, operator, minutesAgo }) {
    const { group } = service("otter", {
      desired: 3,
      autoScalingGroup: { healthCheckType: "ELB", healthCheckGraceSeconds: 30 },
      deploymentGroup: { trafficControl: false, targetGroupNames: [] },
      launchTemplate: { servesAtBoot: true },
    });
    minutesAgo(12, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
