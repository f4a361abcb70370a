import { eventLimitMs } from "#lib/domain/aws-limits.ts";
import { afterFailedEvent } from "#lib/rules/deployment/event-failure.ts";
import { recentThreshold } from "#lib/rules/deployment/failed-with-code.ts";
import { toScriptFindings } from "#lib/rules/deployment/script-findings.ts";
import { defineRule } from "#lib/rules/rule.ts";
import { toDuration } from "#lib/rules/wording.ts";

export const scriptTimedOut = defineRule({
  id: "script-timed-out",
  title: "A deployment script ran out of time",
  severity: "warning",
  why: "The script ran longer than its timeout in appspec.yml, or than one lifecycle event may take. Often it is done, but has left a program running in the background that holds its outputs open: the agent waits for those too.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployments.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html",
  ],
  thresholds: [
    {
      what: "One lifecycle event may take, whatever its scripts' timeouts are",
      value: toDuration(eventLimitMs),
      reason:
        "AWS's limit for a lifecycle event; its pages disagree on the timeout of a script that sets none.",
    },
    recentThreshold,
  ],
  lookalikes: [
    "An instance that is terminated in the middle of the event also lets it run into its limit, but without this code.",
  ],
  leadsTo: afterFailedEvent,
  needs: ["codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    return toScriptFindings(facts, context, {
      cause: "script-timed-out",
      remedy:
        "Raise the script's timeout in appspec.yml, or have what it leaves running in the background close its outputs and its input; then deploy again.",
    });
  },
});
