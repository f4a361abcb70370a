import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const lateBootstrap = defineStory({
  id: "late-bootstrap",
  title:
    "User data keeps new instances busy for more than an hour: the agent comes up too late for their deployment.",
  play({ service, operator, minutesAgo }) {
    const { autoScalingGroup, launchTemplate } = service("forge", {
      desired: 1,
      autoScalingGroup: { minSize: 0, maxSize: 2 },
    });
    minutesAgo(59.1, () => {
      launchTemplate.agentStartSeconds = 5400;
      operator.setDesiredCapacity(autoScalingGroup, 2);
    });
  },
});
