import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const hangingTermination = defineStory({
  id: "hanging-termination",
  title:
    "The agent died while it ran the last scripts of an instance that is scaled in: the termination waits for their end.",
  play({ service, operator, state, minutesAgo, once }) {
    const { autoScalingGroup } = service("sessions", {
      desired: 3,
      balanced: false,
      deploymentGroup: { terminationHookEnabled: true },
    });
    const stopping = () =>
      [...state.deployments.values()]
        .filter((deployment) => deployment.creator === "autoscalingTermination")
        .flatMap((deployment) => deployment.targets ?? [])
        .filter(({ events }) => events.some((event) => event.status === "InProgress"));
    minutesAgo(25, () => operator.setDesiredCapacity(autoScalingGroup, 2));
    once(
      25,
      () => stopping().length > 0,
      () => {
        for (const target of stopping()) operator.breakAgent(target.instanceId);
      },
    );
  },
});
