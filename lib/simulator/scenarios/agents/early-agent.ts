import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const earlyAgent = defineStory({
  id: "early-agent",
  title: "The agent starts before user data has installed what the scripts need.",
  play({ service, operator, minutesAgo }) {
    const { group, autoScalingGroup, launchTemplate } = service("sprout", {
      desired: 2,
      balanced: false,
      autoScalingGroup: { maxSize: 4 },
    });
    minutesAgo(60, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(6, () => {
      launchTemplate.agentStartSeconds = 10;
      launchTemplate.packagesAfterSeconds = 300;
      operator.setDesiredCapacity(autoScalingGroup, 3);
    });
  },
});
