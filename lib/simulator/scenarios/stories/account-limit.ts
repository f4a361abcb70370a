import { defineFailedStart } from "#lib/simulator/scenarios/failed-start.ts";

export const accountLimit = defineFailedStart({
  id: "account-limit",
  title: "The account already deploys to as many instances as it may.",
  application: "swarm",
  fault: {
    errorCode: "RESOURCE_LIMIT_EXCEEDED",
    errorMessage: "The limit of concurrent deployments in the account was exceeded.",
  },
});
