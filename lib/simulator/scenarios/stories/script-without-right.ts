import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const scriptWithoutRight = defineStory({
  id: "script-without-right",
  region: "us-east-1",
  title: "A script was committed without the right to be executed.",
  play({ build, operator, minutesAgo }) {
    const group = { application: "flint", group: "prod-flint" };
    build.service(group, { desired: 2, balanced: false });
    operator.setBadRevision("flint", "r2", {
      event: "AfterInstall",
      errorCode: "ScriptNotExecutable",
      message:
        "Script at specified location: scripts/after-install.sh is not executable.  Trying to make it executable.",
      logTail: "",
    });
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
