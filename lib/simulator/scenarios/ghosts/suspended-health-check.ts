import { defineStory } from "#lib/simulator/scenarios/stage.ts";

export const suspendedHealthCheck = defineStory({
  id: "suspended-health-check",
  title:
    "Somebody suspended the health checks of the group; an instance that was terminated since then is still called healthy.",
  play({ service, operator, minutesAgo, first }) {
    const { autoScalingGroup } = service("quotes", { desired: 3 });
    minutesAgo(90, () => operator.suspendProcesses(autoScalingGroup, ["HealthCheck"]));
    minutesAgo(20, () => operator.terminateInstances([first(autoScalingGroup)]));
  },
});
