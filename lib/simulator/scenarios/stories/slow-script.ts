import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const slowScript = defineStory({
  id: "slow-script",
  region: "us-east-1",
  title: "A script takes longer than the AppSpec file allows it.",
  play({ build, operator, minutesAgo }) {
    const group = { application: "moss", group: "prod-moss" };
    build.service(group, { desired: 2, balanced: false });
    operator.setBadRevision("moss", "r2", {
      event: "ApplicationStart",
      errorCode: "ScriptTimedOut",
      message: "Script at specified location: scripts/application-start.sh failed to complete in 60 seconds",
    });
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
