import { afterFailedEvent } from "#lib/rules/deployment/event-failure.ts";
import { recentThreshold } from "#lib/rules/deployment/failed-with-code.ts";
import { toScriptFindings } from "#lib/rules/deployment/script-findings.ts";
import { defineRule } from "#lib/rules/rule.ts";

export const scriptMissing = defineRule({
  id: "script-missing",
  title: "A deployment script is not in the bundle",
  severity: "warning",
  why: "appspec.yml names a script that the agent did not find in the unpacked revision, so the event fails on every instance that comes to it. The bundle was built without the file, or the path is written differently.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployments.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: [
    "The file is there but its name differs in upper and lower case, which only some file systems forgive.",
  ],
  leadsTo: afterFailedEvent,
  needs: ["codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    return toScriptFindings(facts, context, {
      cause: "script-missing",
      remedy: "The path in appspec.yml names no file of the bundle: correct it and deploy again.",
    });
  },
});
