import { afterFailedEvent } from "#lib/rules/deployment/event-failure.ts";
import { recentThreshold } from "#lib/rules/deployment/failed-with-code.ts";
import { toScriptFindings } from "#lib/rules/deployment/script-findings.ts";
import { defineRule } from "#lib/rules/rule.ts";

export const scriptFailed = defineRule({
  id: "script-failed",
  title: "A deployment script failed",
  severity: "warning",
  why: "A script of the revision ended with an exit code other than zero, so the instance failed. In a deployment made for a launch this abandons the launch: the instance is terminated and the next one runs the same script.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployments.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: [
    "Where ApplicationStop, BeforeBlockTraffic or AfterBlockTraffic failed, the script came from the revision before: application-stop-failure says so.",
    "A script that fails on one instance only may have met that instance's fault: a full disk, a missing package, an agent that started before the machine was ready.",
  ],
  leadsTo: afterFailedEvent,
  needs: ["codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    return toScriptFindings(facts, context, {
      cause: "script-failed",
      remedy: "Mend the script and deploy again.",
    });
  },
});
