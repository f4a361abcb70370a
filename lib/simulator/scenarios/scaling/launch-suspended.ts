import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const launchSuspended = defineStory({
  id: "launch-suspended",
  title: "Launch is suspended, an instance was terminated, and nothing replaces it.",
  play({ service, operator, minutesAgo, first }) {
    const { autoScalingGroup } = service("stove", { desired: 3 });
    minutesAgo(60, () => operator.suspendProcesses(autoScalingGroup, ["Launch"]));
    minutesAgo(30, () => operator.terminateInstances([first(autoScalingGroup)]));
  },
});
