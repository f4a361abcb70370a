import { toRunOnInstance } from "#lib/rules/agent/run-on-instance.ts";
import { type Telling, toToldFindings } from "#lib/rules/agent/told-failure.ts";
import { afterFailedEvent } from "#lib/rules/deployment/event-failure.ts";
import { recentThreshold } from "#lib/rules/deployment/failed-with-code.ts";
import { defineRule } from "#lib/rules/rule.ts";

/** The operating system's own words, whoever repeats them. */
const tellings: readonly Telling[] = [{ pattern: /No space left on device|Cannot allocate memory/i }];

export const agentDiskOrMemoryExhausted = defineRule({
  id: "agent-disk-or-memory-exhausted",
  title: "The instance has no disk space or memory left",
  severity: "warning",
  why: "The agent keeps the last revisions it has deployed, five unless told otherwise, and every deployment unpacks one more. Where the disk is full or memory runs out, its events and the scripts fail, and the agent itself may be ended. EC2's own figures show neither.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployments.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-agent-configuration.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: [
    "A script may fill its own small file system, a quota or a container's memory: the text does not say which device or limit is meant.",
  ],
  leadsTo: [
    "script-failed",
    "application-stop-failure",
    "download-bundle-failure",
    "agent-not-running",
    "agent-restarted-mid-deployment",
    ...afterFailedEvent,
  ],
  needs: ["codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    return toToldFindings({ facts, tellings }, context, {
      verdict: "proved",
      means: "the instance has run out of disk space or memory",
      disprovedBy: "Free space and memory on the instance now: then it was short only at that moment.",
      advice: (instanceId) => [
        {
          text: "Look at disk and memory on the instance (Linux, reachable by Systems Manager, and if it still runs). It changes nothing.",
          command: toRunOnInstance(instanceId, "df -h; df -i; free -m", context.scope),
        },
        {
          text: "Make room, or have the agent keep fewer revisions (max_revisions in its configuration); then deploy again. For the next launches: a larger disk or instance in the launch template.",
        },
      ],
    });
  },
});
