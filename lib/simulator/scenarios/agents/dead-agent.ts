import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const deadAgent = defineStory({
  id: "dead-agent",
  title: "The CodeDeploy agent on one instance has died: a release waits for it and then fails there.",
  play({ service, operator, minutesAgo, first }) {
    const { group, autoScalingGroup } = service("reports", {
      desired: 3,
      balanced: false,
      deploymentGroup: { revision: "r12" },
    });
    minutesAgo(95, () => operator.breakAgent(first(autoScalingGroup)));
    minutesAgo(31, () =>
      operator.createDeployment({ ...group, revision: "r13", description: "release r13" }),
    );
  },
});
