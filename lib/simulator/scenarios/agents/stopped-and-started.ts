import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const stoppedAndStarted = defineStory({
  id: "stopped-and-started",
  title: "An instance was stopped and started while a release ran a script on it.",
  play({ build, operator, minutesAgo, onceRunning }) {
    const group = { application: "lever", group: "prod-lever" };
    build.deploymentGroup(group, {
      revision: "r1",
      tagFilters: [{ Key: "Role", Value: "lever", Type: "KEY_AND_VALUE" }],
    });
    const launchTemplate = build.launchTemplate("lt-lever");
    const { id } = build.instance({ launchTemplate, tags: [{ key: "Role", value: "lever" }] });
    minutesAgo(30, () => operator.createDeployment({ ...group, revision: "r2" }));
    onceRunning(30, { ...group, event: "AfterInstall" }, () => operator.stopInstances([id]));
    minutesAgo(26, () => operator.startInstances([id]));
  },
});
