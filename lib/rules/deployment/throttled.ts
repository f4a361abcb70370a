import { toCommand } from "#lib/rules/command-line.ts";
import { recentThreshold, toCodeFinding, toFailuresByCode } from "#lib/rules/deployment/failed-with-code.ts";
import { toRedeployAdvice } from "#lib/rules/deployment-advice.ts";
import { defineRule } from "#lib/rules/rule.ts";

export const throttled = defineRule({
  id: "throttled",
  title: "CodeDeploy was throttled in this account",
  severity: "warning",
  why: "CodeDeploy calls EC2, Auto Scaling and Elastic Load Balancing on your behalf, and these count its calls together with those of everybody else in the account and region. Something called so often that CodeDeploy was refused. Auto Scaling has one budget for all its calls, so many launches at once, or a tool that polls, can use it up; this dashboard calls it too, within its own limit.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/error-codes.html",
    "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ErrorInformation.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: [
    "A limit of CodeDeploy itself, such as too many deployments at once: that has another code and does not pass by waiting a minute.",
  ],
  leadsTo: [
    "hook-heartbeat-timeout",
    "hook-abandoned-by-failed-deployment",
    "terminate-relaunch-loop",
    "rollback-cascade",
  ],
  needs: ["codedeploy-deployments"],
  check(facts, context) {
    return toFailuresByCode(facts.deployment, ["THROTTLED"]).map((failure) =>
      toCodeFinding(failure, context, {
        means: "another AWS service refused CodeDeploy's calls in this account because there were too many",
        disprovedBy: "CloudTrail without throttled calls of the service role at that time.",
        advice: [
          {
            text: "How many deployments run in this region now? Each launch counts as one. It changes nothing.",
            command: toCommand(context.scope, [
              "deploy",
              "list-deployments",
              "--include-only-statuses",
              "Queued",
              "InProgress",
              "--max-items",
              "100",
            ]),
          },
          {
            text: "Find who calls most (CloudTrail, Service Quotas) and slow it down; scale out in smaller steps; ask AWS for a higher limit.",
          },
          toRedeployAdvice(context.scope),
        ],
      }),
    );
  },
});
