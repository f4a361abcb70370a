import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const rollbackFailsToo = defineStory({
  id: "rollback-fails-too",
  title: "A release fails, CodeDeploy rolls back by itself, and the rollback fails as well.",
  play({ service, operator, minutesAgo }) {
    const { group } = service("crane", {
      desired: 3,
      balanced: false,
      deploymentGroup: { autoRollback: true },
    });
    operator.setBadRevision("crane", "r2", { event: "ApplicationStart" });
    minutesAgo(21, () => operator.setBadRevision("crane", "r1", { event: "ValidateService" }));
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
