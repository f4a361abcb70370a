import { toBlueGreen } from "#lib/simulator/scenarios/blue-green/to-blue-green.ts";
import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const setBackByCode = defineStory({
  id: "set-back-by-code",
  title:
    "Infrastructure code made the original Auto Scaling group of a blue/green release anew and gave it back to the deployment group.",
  play({ build, service, operator, minutesAgo }) {
    const { group, autoScalingGroup, launchTemplate } = service("opal", {
      desired: 2,
      targetGroup: { deregistrationDelaySeconds: 30 },
      deploymentGroup: toBlueGreen({ terminationWaitMinutes: 0 }),
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
