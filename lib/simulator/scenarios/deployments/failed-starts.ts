import { defineStory, type Story } from "#lib/simulator/scenarios/stage.ts";
import type { DeploymentGroupOptions } from "#lib/simulator/world/set-up-code-deploy.ts";
import type { DeploymentFault } from "#lib/simulator/world/sim-world.ts";

/** A release that ends before any target is asked, for a reason that AWS does not show beyond its code. */
function defineFailedStart(
  start: Pick<Story, "id" | "title"> &
    DeploymentFault & { readonly application: string; readonly deploymentGroup?: DeploymentGroupOptions },
): Story {
  const { id, title, application, errorCode, errorMessage, deploymentGroup = {} } = start;
  return defineStory({
    id,
    title,
    play({ service, operator, minutesAgo }) {
      const { group } = service(application, { desired: 2, balanced: false, deploymentGroup });
      minutesAgo(22, () => operator.failDeployments(group, { errorCode, errorMessage }));
      minutesAgo(20, () => operator.createDeployment({ ...group, revision: "r2" }));
    },
  });
}

export const accountLimit = defineFailedStart({
  id: "account-limit",
  title: "The account already deploys to as many instances as it may.",
  application: "swarm",
  errorCode: "RESOURCE_LIMIT_EXCEEDED",
  errorMessage: "The limit of concurrent deployments in the account was exceeded.",
});

export const blueGreenUnconfigured = defineFailedStart({
  id: "blue-green-unconfigured",
  title: "The deployment group was switched to blue/green by a template that left its settings out.",
  application: "canary",
  errorCode: "MISSING_BLUE_GREEN_DEPLOYMENT_CONFIGURATION",
  errorMessage: "The blue/green deployment configuration of the deployment group is missing.",
});

export const githubTokenRevoked = defineFailedStart({
  id: "github-token-revoked",
  title: "The token for GitHub was revoked: the release of a commit cannot be fetched.",
  application: "readme",
  errorCode: "MISSING_GITHUB_TOKEN",
  errorMessage: "The GitHub token for the application is missing or was revoked.",
  deploymentGroup: {
    revision: {
      revisionType: "GitHub",
      gitHubLocation: { repository: "example/readme", commitId: "6d3f2a9c1b0e4d5f8a7b6c5d4e3f2a1b0c9d8e7f" },
    },
  },
});

export const internalError = defineFailedStart({
  id: "internal-error",
  title: "CodeDeploy failed by itself before it asked any instance.",
  application: "relay",
  errorCode: "INTERNAL_ERROR",
  errorMessage: "There was an internal error.",
});

export const serviceRoleLost = defineFailedStart({
  id: "service-role-lost",
  title: "The service role of the deployment group lost its policy: no deployment starts.",
  application: "ledger",
  errorCode: "IAM_ROLE_PERMISSIONS",
  errorMessage:
    "The IAM role arn:aws:iam::123456789012:role/CodeDeployServiceRole does not give you permission to perform operations in the following AWS service: AmazonAutoScaling.",
});

export const suspensionRefused = defineFailedStart({
  id: "suspension-refused",
  title: "CodeDeploy was to suspend scaling processes for the time of the release, and could not.",
  application: "harbor",
  errorCode: "AUTO_SCALING_CONFIGURATION",
  errorMessage:
    "CodeDeploy could not suspend the scaling processes of the Auto Scaling group asg-prod-harbor before the deployment.",
});

export const throttledAccount = defineFailedStart({
  id: "throttled-account",
  title: "CodeDeploy was throttled in this account by another service, and gave the release up.",
  application: "pixels",
  errorCode: "THROTTLED",
  errorMessage: "The deployment was throttled by another AWS service in your account.",
});

export const unparsableRevision = defineFailedStart({
  id: "unparsable-revision",
  title: "The bundle holds no appspec.yml that CodeDeploy can read.",
  application: "shelf",
  errorCode: "INVALID_REVISION",
  errorMessage: "The revision is invalid: the AppSpec file appspec.yml was not found or could not be parsed.",
});
