import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const caughtUp = defineStory({
  id: "caught-up",
  title:
    "Instances were launched during a release and got the revision before; CodeDeploy brought them up to date by itself. Nothing is wrong.",
  play({ service, operator, minutesAgo }) {
    const { group, autoScalingGroup } = service("kelp", {
      desired: 4,
      targetGroup: { deregistrationDelaySeconds: 30 },
      autoScalingGroup: { maxSize: 8 },
    });
    minutesAgo(55, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(54, () => operator.setDesiredCapacity(autoScalingGroup, 6));
  },
});
