import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const secondInLine = defineStory({
  id: "second-in-line",
  title: "A second release waits for the first, which waits for an application that never gets healthy.",
  play({ service, operator, minutesAgo }) {
    const { group } = service("queue", { desired: 3, targetGroup: { deregistrationDelaySeconds: 30 } });
    operator.setBadRevision("queue", "r2", "never-serves");
    minutesAgo(25, () => operator.createDeployment({ ...group, revision: "r2" }));
    minutesAgo(12, () => operator.createDeployment({ ...group, revision: "r3" }));
  },
});
