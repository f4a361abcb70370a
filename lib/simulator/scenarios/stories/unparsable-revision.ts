import { defineFailedStart } from "#lib/simulator/scenarios/failed-start.ts";

export const unparsableRevision = defineFailedStart({
  id: "unparsable-revision",
  title: "The bundle holds no appspec.yml that CodeDeploy can read.",
  application: "shelf",
  fault: {
    errorCode: "INVALID_REVISION",
    errorMessage:
      "The revision is invalid: the AppSpec file appspec.yml was not found or could not be parsed.",
  },
});
