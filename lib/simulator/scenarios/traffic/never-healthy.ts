import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const neverHealthy = defineStory({
  id: "never-healthy",
  title: "The release answers no health check: AllowTraffic waits for it, for up to an hour.",
  play({ service, operator, minutesAgo }) {
    const { group } = service("pulse", { desired: 3, targetGroup: { deregistrationDelaySeconds: 30 } });
    operator.setBadRevision("pulse", "r2", "never-serves");
    minutesAgo(25, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
