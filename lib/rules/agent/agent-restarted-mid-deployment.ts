import { toRunOnInstance } from "#lib/rules/agent/run-on-instance.ts";
import { afterFailedEvent, toEventFailures, toEventFinding } from "#lib/rules/deployment/event-failure.ts";
import { recentThreshold } from "#lib/rules/deployment/failed-with-code.ts";
import { defineRule } from "#lib/rules/rule.ts";

export const agentRestartedMidDeployment = defineRule({
  id: "agent-restarted-mid-deployment",
  title: "The agent was restarted in the middle of a lifecycle event",
  severity: "warning",
  why: "When the CodeDeploy agent starts and finds that it was at work on a lifecycle event, it fails that event: it cannot know how far the script got. The script itself may be fine.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployments.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/codedeploy-agent.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: [
    "A reboot of the machine, the kernel ending the agent for lack of memory, and an update of the agent by itself all leave this same text: it does not say who restarted it.",
  ],
  leadsTo: afterFailedEvent,
  needs: ["codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    return toEventFailures(facts, "agent-restart").map((failure) =>
      toEventFinding(failure, context, {
        means: "the agent says that it was restarted while the event ran",
        disprovedBy: "Nothing: the agent's own text says so. Who restarted it stays open.",
        advice: [
          {
            text: "Find out what restarted the agent: a reboot, its own update, or the kernel for lack of memory. The instance's system log says which (Linux, reachable by Systems Manager). It changes nothing.",
            command: toRunOnInstance(
              failure.newest.target.value.targetId,
              "uptime; journalctl -u codedeploy-agent -n 50 --no-pager",
              context.scope,
            ),
          },
          { text: "Then deploy again: nothing about the revision has to change." },
        ],
      }),
    );
  },
});
