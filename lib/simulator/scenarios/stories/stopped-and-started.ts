import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const stoppedAndStarted = defineStory({
  id: "stopped-and-started",
  region: "us-east-1",
  title: "An instance was stopped and started while a release ran a script on it.",
  play({ build, operator, minutesAgo, once }) {
    const group = { application: "lever", group: "prod-lever" };
    build.deploymentGroup(group, {
      revision: "r1",
      tagFilters: [{ Key: "Role", Value: "lever", Type: "KEY_AND_VALUE" }],
    });
    const launchTemplate = build.launchTemplate("lt-lever");
    const { id } = build.instance({ launchTemplate, tags: [{ key: "Role", value: "lever" }] });
    const isBusy = () =>
      operator
        .activeDeployments(group)
        .flatMap(({ targets = [] }) => targets)
        .some(({ events }) =>
          events.some(({ name, status }) => name === "AfterInstall" && status === "InProgress"),
        );
    minutesAgo(30, () => operator.createDeployment({ ...group, revision: "r2" }));
    once(30, isBusy, () => operator.stopInstances([id]));
    minutesAgo(26, () => operator.startInstances([id]));
  },
});
