import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const targetGroupRenamed = defineStory({
  id: "target-group-renamed",
  title: "The deployment group named a target group that did not exist yet when a release began.",
  play({ build, service, operator, minutesAgo }) {
    const { group } = service("delta", { desired: 2 });
    minutesAgo(30, () => operator.updateDeploymentGroup(group, { targetGroupNames: ["tg-delta-2"] }));
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(10, () => build.targetGroup("tg-delta-2"));
  },
});
