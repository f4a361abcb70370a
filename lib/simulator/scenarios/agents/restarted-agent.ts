import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const restartedAgent = defineStory({
  id: "restarted-agent",
  title: "Somebody restarted the agent while it ran a script.",
  play({ service, operator, minutesAgo, onceRunning }) {
    const { group } = service("loom", { desired: 2, balanced: false });
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
    onceRunning(20, { ...group, event: "AfterInstall" }, operator.restartAgent);
  },
});
