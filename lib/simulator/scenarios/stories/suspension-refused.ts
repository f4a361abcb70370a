import { defineFailedStart } from "#lib/simulator/scenarios/failed-start.ts";

export const suspensionRefused = defineFailedStart({
  id: "suspension-refused",
  title: "CodeDeploy was to suspend scaling processes for the time of the release, and could not.",
  application: "harbor",
  fault: {
    errorCode: "AUTO_SCALING_CONFIGURATION",
    errorMessage:
      "CodeDeploy could not suspend the scaling processes of the Auto Scaling group asg-prod-harbor before the deployment.",
  },
});
