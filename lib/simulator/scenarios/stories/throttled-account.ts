import { defineFailedStart } from "#lib/simulator/scenarios/failed-start.ts";

export const throttledAccount = defineFailedStart({
  id: "throttled-account",
  title: "CodeDeploy was throttled in this account by another service, and gave the release up.",
  application: "pixels",
  fault: {
    errorCode: "THROTTLED",
    errorMessage: "The deployment was throttled by another AWS service in your account.",
  },
});
