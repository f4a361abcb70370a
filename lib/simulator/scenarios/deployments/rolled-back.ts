import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const rolledBack = defineStory({
  id: "rolled-back",
  title: "A release fails, and CodeDeploy rolls back by itself.",
  play({ service, operator, minutesAgo }) {
    const { group } = service("sledge", {
      desired: 3,
      balanced: false,
      deploymentGroup: { autoRollback: true },
    });
    operator.setBadRevision("sledge", "r2", { event: "ApplicationStart" });
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
