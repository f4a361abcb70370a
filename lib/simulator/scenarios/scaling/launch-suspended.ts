import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const launchSuspended = defineStory({
  id: "launch-suspended",
  title: "Launch is suspended, an instance was terminated, and nothing replaces it.",
  play({ build, operator, minutesAgo, first }) {
    const { autoScalingGroup } = build.service({ application: "stove", group: "prod-stove" }, { desired: 3 });
    minutesAgo(60, () => operator.suspendProcesses(autoScalingGroup, ["Launch"]));
    minutesAgo(30, () => operator.terminateInstances([first(autoScalingGroup)]));
  },
});
