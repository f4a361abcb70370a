import { toCommand } from "#lib/rules/command-line.ts";
import { recentThreshold, toCodeFinding, toFailuresByCode } from "#lib/rules/deployment/failed-with-code.ts";
import { cite, defineRule } from "#lib/rules/rule.ts";

export const githubToken = defineRule({
  id: "github-token",
  title: "CodeDeploy has no valid GitHub token",
  severity: "warning",
  why: "The revision lies on GitHub, and CodeDeploy fetches it with a token that somebody connected once. The token was never there, was revoked, or belongs to an account that lost access. Launches fetch the same revision, so new instances fail as well.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-github-token-issues.html",
    "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ErrorInformation.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: [
    "A repository or commit that is gone: the bundle's download fails then, on the instance, with another error.",
  ],
  leadsTo: ["hook-abandoned-by-failed-deployment", "terminate-relaunch-loop", "rollback-cascade"],
  needs: ["codedeploy-deployments"],
  check(facts, context) {
    return toFailuresByCode(facts.deployment, ["MISSING_GITHUB_TOKEN"]).map((failure) => {
      const { revision } = failure.newest.value;
      return toCodeFinding(failure, context, {
        means: `CodeDeploy has no valid token to fetch ${revision?.label ?? "its revision"}`,
        disprovedBy: "A later deployment from the same repository that succeeds.",
        evidence:
          revision === undefined ? [] : [cite(failure.newest, "revision.gitHubLocation", revision.label)],
        advice: [
          {
            text: "See which GitHub connections CodeDeploy has kept. It changes nothing.",
            command: toCommand(context.scope, ["deploy", "list-git-hub-account-token-names"]),
          },
          {
            text: "Connect CodeDeploy to GitHub again in its console (Create deployment, GitHub), with an account that can read the repository; then deploy again.",
          },
        ],
      });
    });
  },
});
