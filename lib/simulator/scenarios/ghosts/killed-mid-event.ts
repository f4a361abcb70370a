import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const killedMidEvent = defineStory({
  id: "killed-mid-event",
  title:
    "An instance was terminated while a release ran a script on it: CodeDeploy waits up to an hour for the script's end.",
  play({ service, operator, minutesAgo, onceRunning }) {
    const { group } = service("chat", { desired: 3, balanced: false });
    minutesAgo(15, () => operator.createDeployment({ ...group, revision: "r2" }));
    onceRunning(14.9, { ...group, event: "AfterInstall" }, (id) => operator.terminateInstances([id]));
  },
});
