import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const missingScript = defineStory({
  id: "missing-script",
  region: "us-east-1",
  title: "The AppSpec file names a script that is not in the bundle.",
  play({ build, operator, minutesAgo }) {
    const group = { application: "brook", group: "prod-brook" };
    build.service(group, { desired: 2, balanced: false });
    operator.setBadRevision("brook", "r2", {
      event: "BeforeInstall",
      errorCode: "ScriptMissing",
      message: "Script does not exist at specified location: scripts/before-install.sh",
      logTail: "",
    });
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
