import { defineStory } from "#lib/simulator/scenarios/stage.ts";

/** Only where CodeDeploy keeps hooks alive for a deployment that is held up, and beats quickly: two parameters. */
export const hookKeptAlive = defineStory({
  id: "hook-kept-alive",
  title:
    "A release waits for a ghost and holds up a launch, whose short hook is kept alive almost to its global timeout.",
  play({ service, operator, state, minutesAgo, first }) {
    const { group, autoScalingGroup } = service("docs", { desired: 3 });
    let detached: readonly string[] = [];
    minutesAgo(60, () => {
      const hook = state.autoScalingGroups.get(autoScalingGroup)?.hooks[0];
      if (hook !== undefined)
        operator.putLifecycleHook(autoScalingGroup, { ...hook, heartbeatTimeoutSeconds: 30 });
    });
    minutesAgo(48, () => {
      detached = [first(autoScalingGroup)];
      operator.detachInstances({ autoScalingGroup, instanceIds: detached, capacity: "replace" });
    });
    minutesAgo(47.8, () => operator.terminateInstances(detached));
    minutesAgo(47.6, () => operator.createDeployment({ ...group, revision: "r2" }));
  },
});
