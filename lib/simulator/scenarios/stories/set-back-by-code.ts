import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const setBackByCode = defineStory({
  id: "set-back-by-code",
  region: "us-east-1",
  title:
    "Infrastructure code made the original Auto Scaling group of a blue/green release anew and gave it back to the deployment group.",
  play({ build, operator, minutesAgo }) {
    const group = { application: "opal", group: "prod-opal" };
    const { autoScalingGroup, launchTemplate } = build.service(group, {
      desired: 2,
      targetGroup: { deregistrationDelaySeconds: 30 },
      deploymentGroup: {
        deploymentType: "BLUE_GREEN",
        blueGreen: {
          terminateBlue: "TERMINATE",
          terminationWaitMinutes: 0,
          greenProvisioning: "COPY_AUTO_SCALING_GROUP",
        },
      },
    });
    minutesAgo(80, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(40, () => {
      build.autoScalingGroup(autoScalingGroup, {
        desired: 2,
        launchTemplate,
        targetGroups: ["tg-prod-opal"],
      });
      operator.updateDeploymentGroupAutoScaling(group, [autoScalingGroup]);
    });
  },
});
