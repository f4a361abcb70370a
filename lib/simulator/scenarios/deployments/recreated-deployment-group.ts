import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const recreatedDeploymentGroup = defineStory({
  id: "recreated-deployment-group",
  title: "A template replaced the deployment group while it was deploying.",
  play({ build, service, operator, minutesAgo }) {
    const { group, autoScalingGroup } = service("ember", { desired: 3, balanced: false });
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(19.5, () => {
      operator.deleteDeploymentGroup(group);
      build.deploymentGroup(group, { autoScalingGroups: [autoScalingGroup], revision: "r1" });
    });
  },
});
