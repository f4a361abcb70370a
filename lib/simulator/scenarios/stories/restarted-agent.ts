import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const restartedAgent = defineStory({
  id: "restarted-agent",
  region: "us-east-1",
  title: "Somebody restarted the agent while it ran a script.",
  play({ build, operator, state, minutesAgo, once }) {
    const group = { application: "loom", group: "prod-loom" };
    build.service(group, { desired: 2, balanced: false });
    const running = () =>
      [...state.deployments.values()]
        .findLast((deployment) => deployment.group === group.group)
        ?.targets?.find(({ events }) =>
          events.some(({ name, status }) => name === "AfterInstall" && status === "InProgress"),
        );
    minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
    once(
      20,
      () => running() !== undefined,
      () => operator.restartAgent(running()?.instanceId ?? ""),
    );
  },
});
