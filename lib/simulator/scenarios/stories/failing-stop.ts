import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const failingStop = defineStory({
  id: "failing-stop",
  region: "us-east-1",
  title: "The stop script of the release before fails: no new release can mend it.",
  play({ build, operator, minutesAgo }) {
    const group = { application: "tower", group: "prod-tower" };
    build.service(group, { desired: 2, balanced: false });
    operator.setBadRevision("tower", "r1", { event: "ApplicationStop" });
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
