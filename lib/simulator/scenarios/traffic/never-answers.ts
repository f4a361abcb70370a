import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const neverAnswers = defineStory({
  id: "never-answers",
  title:
    "No instance of the group has ever answered the load balancer: the target group never comes into service.",
  play({ service }) {
    service("quartz", {
      desired: 2,
      deploymentGroup: { revision: undefined, trafficControl: false, targetGroupNames: [] },
    });
  },
});
