import { afterFailedEvent } from "#lib/rules/deployment/event-failure.ts";
import { recentThreshold } from "#lib/rules/deployment/failed-with-code.ts";
import { toScriptFindings } from "#lib/rules/deployment/script-findings.ts";
import { defineRule } from "#lib/rules/rule.ts";

export const scriptNotExecutable = defineRule({
  id: "script-not-executable",
  title: "A deployment script could not be executed",
  severity: "warning",
  why: "The agent found the script but may not run it: the bundle was packed without the file's execute bit, as happens on Windows or with tools that drop file modes. It fails on every instance.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployments.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: ["A file system that is mounted so that nothing on it can be executed looks the same."],
  leadsTo: afterFailedEvent,
  needs: ["codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    return toScriptFindings(facts, context, {
      cause: "script-not-executable",
      remedy: "Make the script executable in the bundle and deploy again.",
    });
  },
});
