import { afterHalfRelease } from "#lib/rules/deployment/event-failure.ts";
import { recentThreshold, toCodeFinding, toFailuresByCode } from "#lib/rules/deployment/failed-with-code.ts";
import { toRedeployAdvice } from "#lib/rules/deployment-advice.ts";
import { defineRule } from "#lib/rules/rule.ts";

export const internalError = defineRule({
  id: "internal-error",
  title: "CodeDeploy failed by an error of its own",
  severity: "warning",
  why: "CodeDeploy says that something went wrong on its side. Nothing on the instances or in the settings is known to be the cause. What the deployment had already changed stays as it is.",
  docs: ["https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ErrorInformation.html"],
  thresholds: [recentThreshold],
  lookalikes: [
    "An outage of EC2, Auto Scaling or Elastic Load Balancing in the region: AWS Health tells of it.",
  ],
  leadsTo: ["hook-abandoned-by-failed-deployment", "rollback-cascade", ...afterHalfRelease],
  needs: ["codedeploy-deployments"],
  check(facts, context) {
    return toFailuresByCode(facts.deployment, ["INTERNAL_ERROR"]).map((failure) =>
      toCodeFinding(failure, context, {
        means: "CodeDeploy says that the error is its own",
        disprovedBy: "AWS Support naming another cause for this deployment.",
        advice: [
          {
            text: `See AWS Health for trouble in ${context.scope.region}. If there is none and it happens again, give AWS Support the deployment's id.`,
          },
          toRedeployAdvice(context.scope),
        ],
      }),
    );
  },
});
