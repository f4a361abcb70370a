import { toCommand } from "#lib/rules/command-line.ts";
import { isLaunch } from "#lib/rules/deployment/event-failure.ts";
import { recentThreshold, toCodeFinding, toFailuresByCode } from "#lib/rules/deployment/failed-with-code.ts";
import { cite, defineRule } from "#lib/rules/rule.ts";

const codes = ["OVER_MAX_INSTANCES", "RESOURCE_LIMIT_EXCEEDED"];

/** Both of CodeDeploy's quotas that count what runs at once stood at this in 2023 and can be raised (CD:limits). */
const documentedLimit = 1000;

export const accountConcurrencyLimit = defineRule({
  id: "account-concurrency-limit",
  title: "The account's limit of concurrent deployments or instances is reached",
  severity: "warning",
  why: "CodeDeploy limits how many deployments run at once in an account and region, and how many instances they may have together. Each launch counts as a deployment of its own, so a large scale-out can use the limit up; deployments are then refused, and launches wait until their heartbeat times out.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html",
  ],
  thresholds: [
    {
      what: "Concurrent deployments of an account, and instances in them",
      value: String(documentedLimit),
      reason:
        "AWS's default as documented in 2023; the account's own quota may be higher. It is not counted here: the error code speaks.",
    },
    recentThreshold,
  ],
  lookalikes: [
    "Launches that time out for another reason: without one of these codes the limit cannot be told from a slow agent.",
    "RESOURCE_LIMIT_EXCEEDED may mean another of CodeDeploy's limits; its message says which.",
  ],
  leadsTo: ["hook-heartbeat-timeout", "hook-abandoned-by-failed-deployment"],
  needs: ["codedeploy-deployments"],
  check(facts, context) {
    return toFailuresByCode(facts.deployment, codes).map((failure) => {
      const { newest } = failure;
      const launch = isLaunch(newest.value) ? ", and the launch it was made for is given up" : "";
      return toCodeFinding(failure, context, {
        means: `a limit of CodeDeploy's was reached in ${context.scope.region}${launch}`,
        disprovedBy: "The account's quotas standing well above what ran at that time.",
        evidence: newest.value.creator === undefined ? [] : [cite(newest, "creator", newest.value.creator)],
        advice: [
          {
            text: "Look at the account's quotas of CodeDeploy; it changes nothing.",
            command: toCommand(context.scope, [
              "service-quotas",
              "list-service-quotas",
              "--service-code",
              "codedeploy",
            ]),
          },
          {
            text: "Let some of the running deployments end, scale in smaller steps, or ask AWS to raise the quota; then deploy again.",
          },
        ],
      });
    });
  },
});
