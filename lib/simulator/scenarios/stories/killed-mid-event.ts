import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const killedMidEvent = defineStory({
  id: "killed-mid-event",
  region: "us-east-1",
  title:
    "An instance was terminated while a release ran a script on it: CodeDeploy waits up to an hour for the script's end.",
  play({ build, operator, state, minutesAgo, once }) {
    const group = { application: "chat", group: "prod-chat" };
    build.service(group, { desired: 3, balanced: false });
    const running = () =>
      [...state.deployments.values()]
        .flatMap((deployment) => deployment.targets ?? [])
        .filter(({ events }) =>
          events.some(({ name, status }) => name === "AfterInstall" && status === "InProgress"),
        );
    minutesAgo(15, () => operator.createDeployment({ ...group, revision: "r2" }));
    once(
      14.9,
      () => running().length > 0,
      () => operator.terminateInstances(running().map((target) => target.instanceId)),
    );
  },
});
