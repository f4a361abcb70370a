import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const targetGroupDeleted = defineStory({
  id: "target-group-deleted",
  title:
    "One of the target groups of the Auto Scaling group was deleted, and no instance could be launched; it has been detached, and the next launch is still to come.",
  play({ build, operator, minutesAgo }) {
    const launchTemplate = build.launchTemplate("lt-prod-dune");
    build.targetGroup("tg-prod-dune");
    build.targetGroup("tg-prod-dune-internal");
    build.autoScalingGroup("asg-prod-dune", {
      desired: 2,
      launchTemplate,
      targetGroups: ["tg-prod-dune", "tg-prod-dune-internal"],
    });
    build.deploymentGroup(
      { application: "dune", group: "prod-dune" },
      { autoScalingGroups: ["asg-prod-dune"], targetGroupNames: ["tg-prod-dune"], revision: "r1" },
    );
    minutesAgo(40, () => operator.deleteTargetGroup("tg-prod-dune-internal"));
    minutesAgo(30, () => operator.setDesiredCapacity("asg-prod-dune", 3));
    minutesAgo(5, () => operator.detachTargetGroup("asg-prod-dune", "tg-prod-dune-internal"));
  },
});
