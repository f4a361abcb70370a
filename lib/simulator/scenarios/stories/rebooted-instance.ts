import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const rebootedInstance = defineStory({
  id: "rebooted-instance",
  region: "us-east-1",
  title: "An instance was restarted in the middle of a release.",
  play({ build, operator, state, minutesAgo, once }) {
    const group = { application: "anvil", group: "prod-anvil" };
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
      () => operator.rebootInstance(running()?.instanceId ?? ""),
    );
  },
});
