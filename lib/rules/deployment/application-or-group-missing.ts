import { toGetDeploymentGroup } from "#lib/rules/deployment/deployment-group-commands.ts";
import { recentThreshold, toCodeFinding, toFailuresByCode } from "#lib/rules/deployment/failed-with-code.ts";
import { defineRule } from "#lib/rules/rule.ts";

const meanings: Readonly<Record<string, string>> = {
  APPLICATION_MISSING: "the application was not there any more when the deployment began",
  DEPLOYMENT_GROUP_MISSING: "the deployment group was not there any more when the deployment began",
};

export const applicationOrGroupMissing = defineRule({
  id: "application-or-group-missing",
  title: "The application or the deployment group was deleted under a deployment",
  severity: "warning",
  why: "Somebody deleted the application or the deployment group between the moment a deployment was made and the moment it began. If it was made anew under the same name, it is another one: it has another id and other hooks. Deleting an application may leave lifecycle hooks on the Auto Scaling group that nobody answers.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ErrorInformation.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: [
    "Infrastructure code that replaces the deployment group in the middle of a release: the next release works.",
  ],
  leadsTo: ["orphan-hook"],
  needs: ["codedeploy-deployments"],
  check(facts, context) {
    return toFailuresByCode(facts.deployment, Object.keys(meanings)).map((failure) =>
      toCodeFinding(failure, context, {
        means: meanings[failure.code.toUpperCase()] ?? "what it deploys to was deleted",
        disprovedBy: "CloudTrail without DeleteApplication or DeleteDeploymentGroup before that time.",
        advice: [
          {
            text: "Is the deployment group there now, and under which id? It changes nothing.",
            command: toGetDeploymentGroup(context.scope),
          },
          {
            text: "If it is there, deploy again. If not, make it anew first. In both cases look for hooks that the old one left on the Auto Scaling group.",
          },
        ],
      }),
    );
  },
});
