import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const deadAgent = defineStory({
  id: "dead-agent",
  title: "The CodeDeploy agent on one instance has died: a release waits for it and then fails there.",
  play({ build, operator, minutesAgo, first }) {
    const group = { application: "reports", group: "prod-reports" };
    const { autoScalingGroup } = build.service(group, {
      desired: 3,
      balanced: false,
      deploymentGroup: { revision: "r12" },
    });
    minutesAgo(95, () => operator.breakAgent(first(autoScalingGroup)));
    minutesAgo(31, () =>
      operator.createDeployment({
        ...group,
        revision: "r13",
        description: "release r13",
      }),
    );
  },
});
