import { defineFailedStart } from "#lib/simulator/scenarios/failed-start.ts";

export const blueGreenUnconfigured = defineFailedStart({
  id: "blue-green-unconfigured",
  title: "The deployment group was switched to blue/green by a template that left its settings out.",
  application: "canary",
  fault: {
    errorCode: "MISSING_BLUE_GREEN_DEPLOYMENT_CONFIGURATION",
    errorMessage: "The blue/green deployment configuration of the deployment group is missing.",
  },
});
