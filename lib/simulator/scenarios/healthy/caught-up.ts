import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const caughtUp = defineStory({
  id: "caught-up",
  title:
    "Instances were launched during a release and got the revision before; CodeDeploy brought them up to date by itself. Nothing is wrong.",
  play({ build, operator, minutesAgo }) {
    const group = { application: "kelp", group: "prod-kelp" };
    const { autoScalingGroup } = build.service(group, {
      desired: 4,
      targetGroup: { deregistrationDelaySeconds: 30 },
      autoScalingGroup: { maxSize: 8 },
    });
    minutesAgo(55, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(54, () => operator.setDesiredCapacity(autoScalingGroup, 6));
  },
});
