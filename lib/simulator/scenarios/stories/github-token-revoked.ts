import { defineFailedStart } from "#lib/simulator/scenarios/failed-start.ts";

export const githubTokenRevoked = defineFailedStart({
  id: "github-token-revoked",
  title: "The token for GitHub was revoked: the release of a commit cannot be fetched.",
  application: "readme",
  fault: {
    errorCode: "MISSING_GITHUB_TOKEN",
    errorMessage: "The GitHub token for the application is missing or was revoked.",
  },
  deploymentGroup: {
    revision: {
      revisionType: "GitHub",
      gitHubLocation: { repository: "example/readme", commitId: "6d3f2a9c1b0e4d5f8a7b6c5d4e3f2a1b0c9d8e7f" },
    },
  },
});
