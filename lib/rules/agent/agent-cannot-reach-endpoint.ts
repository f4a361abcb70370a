import { toRunOnInstance } from "#lib/rules/agent/run-on-instance.ts";
import { type Telling, toToldFindings } from "#lib/rules/agent/told-failure.ts";
import { afterFailedEvent } from "#lib/rules/deployment/event-failure.ts";
import { recentThreshold } from "#lib/rules/deployment/failed-with-code.ts";
import { defineRule } from "#lib/rules/rule.ts";

/** Only the agent says the first. The others may be any script's words, so they count in the event that no script has part in. */
const tellings: readonly Telling[] = [
  { pattern: /Cannot reach InstanceService/i },
  {
    pattern: /Network error|certificate verify failed|execution expired/i,
    in: ({ name }) => name === "DownloadBundle",
  },
];

export const agentCannotReachEndpoint = defineRule({
  id: "agent-cannot-reach-endpoint",
  title: "The instance may not reach CodeDeploy or S3",
  severity: "warning",
  why: "The agent asks CodeDeploy for work and fetches the bundle over HTTPS. Without a way out (a NAT gateway, VPC endpoints, a proxy, security groups and network ACLs that allow port 443) it does neither, and deployments wait until they fail.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployments.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/codedeploy-agent.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: [
    "A bundle too large for the time allowed, a proxy with a certificate of its own, or a short disturbance give the same words.",
    "An agent that reaches nothing at all says nothing at all: that looks like one that does not run.",
  ],
  leadsTo: ["agent-not-running", "download-bundle-failure", ...afterFailedEvent],
  needs: ["codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    return toToldFindings({ facts, tellings }, context, {
      verdict: "suspected",
      means: "the agent may not reach CodeDeploy or S3",
      disprovedBy: "The endpoints answering from the instance over port 443.",
      advice: (instanceId) => [
        {
          text: "Try the way out from the instance (Linux, reachable by Systems Manager). It changes nothing.",
          command: toRunOnInstance(
            instanceId,
            `curl -sS -o /dev/null -m 10 -w %{http_code} https://codedeploy-commands.${context.scope.region}.amazonaws.com`,
            context.scope,
          ),
        },
        {
          text: "If nothing answers: check the subnet's route to a NAT gateway or the VPC endpoints for CodeDeploy and S3, security groups and network ACLs for port 443, and the agent's proxy_uri.",
        },
      ],
    });
  },
});
