import { defineFailedStart } from "#lib/simulator/scenarios/failed-start.ts";

export const internalError = defineFailedStart({
  id: "internal-error",
  title: "CodeDeploy failed by itself before it asked any instance.",
  application: "relay",
  fault: {
    errorCode: "INTERNAL_ERROR",
    errorMessage: "There was an internal error.",
  },
});
