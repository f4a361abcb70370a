import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const rebootedInstance = defineStory({
  id: "rebooted-instance",
  title: "An instance was restarted in the middle of a release.",
  play({ service, operator, minutesAgo, onceRunning }) {
    const { group } = service("anvil", { desired: 2, balanced: false });
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
    onceRunning(20, { ...group, event: "AfterInstall" }, operator.rebootInstance);
  },
});
