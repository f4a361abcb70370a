import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const orphanHook = defineStory({
  id: "orphan-hook",
  title:
    "The application that once deployed to this Auto Scaling group was deleted, and its launch hook stayed: every launch waits for nobody and dies.",
  play({ build, service, operator, minutesAgo }) {
    const { autoScalingGroup } = service("billing", { desired: 2, autoScalingGroup: { maxSize: 5 } });
    minutesAgo(180, () =>
      build.deploymentGroup(
        { application: "billing-2019", group: "prod-billing-2019" },
        { autoScalingGroups: [autoScalingGroup] },
      ),
    );
    minutesAgo(170, () => operator.deleteApplication("billing-2019"));
    minutesAgo(24, () => operator.setDesiredCapacity(autoScalingGroup, 3));
  },
});
