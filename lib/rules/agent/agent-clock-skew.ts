import { toRunOnInstance } from "#lib/rules/agent/run-on-instance.ts";
import { type Telling, toToldFindings } from "#lib/rules/agent/told-failure.ts";
import { afterFailedEvent } from "#lib/rules/deployment/event-failure.ts";
import { recentThreshold } from "#lib/rules/deployment/failed-with-code.ts";
import { defineRule } from "#lib/rules/rule.ts";

/** How AWS services refuse a request that was signed by a wrong clock; the last is S3's. */
const tellings: readonly Telling[] = [
  { pattern: /Signature expired|Signature not yet current|RequestTimeTooSkewed/i },
];

export const agentClockSkew = defineRule({
  id: "agent-clock-skew",
  title: "The instance's clock may be wrong",
  severity: "warning",
  why: "Every request to AWS carries the time at which it was signed, and AWS refuses one that is minutes off. On an instance whose clock is wrong the agent can neither ask for work nor fetch the bundle.",
  docs: ["https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ec2-instances.html"],
  thresholds: [recentThreshold],
  lookalikes: [
    "A machine that was suspended or starved for minutes sends old requests too, with a clock that is right.",
  ],
  leadsTo: ["agent-not-running", "download-bundle-failure", "script-failed", ...afterFailedEvent],
  needs: ["codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    return toToldFindings({ facts, tellings }, context, {
      verdict: "suspected",
      means:
        "AWS refused a request because of the time it was signed at, so the instance's clock may be wrong",
      disprovedBy: "A clock on the instance that is right to the second.",
      advice: (instanceId) => [
        {
          text: "Compare the instance's clock with yours (Linux). Systems Manager may refuse an instance whose clock is wrong: then look by another way. It changes nothing.",
          command: toRunOnInstance(instanceId, "date -u; chronyc tracking", context.scope),
        },
        {
          text: "Have it keep time by Amazon Time Sync (chrony or another NTP client), also in the image; then deploy again.",
        },
      ],
    });
  },
});
