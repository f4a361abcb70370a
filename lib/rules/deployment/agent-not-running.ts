import { eventStartMs } from "#lib/domain/aws-limits.ts";
import {
  isAgentSilence,
  isFinalDeployment,
  isNeverStarted,
  type LifecycleEvent,
} from "#lib/domain/code-deploy.ts";
import { toLatestTargets } from "#lib/rules/agent/latest-targets.ts";
import { toRunOnInstance } from "#lib/rules/agent/run-on-instance.ts";
import { afterFailedEvent } from "#lib/rules/deployment/event-failure.ts";
import { toLookAtTarget } from "#lib/rules/deployment-advice.ts";
import { citeOpenTarget } from "#lib/rules/ghost-words.ts";
import { type OpenTarget, toGhosts, toOpenTargets } from "#lib/rules/ghosts.ts";
import { type Advice, type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

type Facts = FactsFrom<
  "ec2-instances" | "autoscaling-groups" | "codedeploy-deployments" | "codedeploy-targets"
>;

export const agentNotRunning = defineRule({
  id: "agent-not-running",
  title: "The CodeDeploy agent does not answer",
  severity: "warning",
  why: "CodeDeploy found nobody on the instance to run the lifecycle event. The agent is not installed, not running, without credentials, or cannot reach CodeDeploy; no API of AWS says which.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployments.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/codedeploy-agent-operations-verify.html",
  ],
  thresholds: [
    {
      what: "nothing has begun in a launch deployment for",
      value: toDuration(eventStartMs),
      reason: "AWS's documented limit for an event to start.",
    },
  ],
  lookalikes: [
    "An instance that cannot reach CodeDeploy, has no credentials or is rebooting, and two deployments that compete for one agent, give the same text.",
    "The second generation of the agent writes nothing to its log while it is idle: silence there is no sign.",
  ],
  leadsTo: [
    "all-lifecycle-events-skipped",
    "hook-heartbeat-timeout",
    "termination-deployment-hang",
    "deployment-timeout",
    ...afterFailedEvent,
  ],
  needs: ["ec2-instances", "autoscaling-groups", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    const running = new Map(
      facts.instance.filter(isRunning).map((instance) => [instance.value.id, instance]),
    );
    return [...toSaid(facts, running, context), ...toSilent(facts, running, context)];
  },
});

type Running = ReadonlyMap<string, FactRevision<"instance">>;

function isRunning({ value }: FactRevision<"instance">): boolean {
  return value.listed && value.state === "running";
}

/** CodeDeploy itself says that the agent did not take the event. */
function toSaid(facts: Facts, running: Running, context: CheckContext): readonly RuleFinding[] {
  return toLatestTargets(facts).flatMap((target) => {
    const instance = running.get(target.revision.value.targetId);
    const event = target.revision.value.events.find(isAgentSilence);
    if (instance === undefined || event === undefined) return [];
    const { deployment, revision } = target;
    const { targetId } = revision.value;
    return [
      {
        ...toCommon(target, context),
        verdict: "corroborated",
        since: event.endTime ?? event.startTime ?? revision.since,
        summary: `${targetId} runs, says EC2, but its CodeDeploy agent did not take ${event.name} of ${deployment.value.id}.`,
        evidence: [
          cite(instance, "State.Name", "running"),
          ...citeOpenTarget(target),
          citeMessage(revision, event),
        ],
      },
    ];
  });
}

/**
 * Nothing has begun on a new instance although its turn has come. Only where nothing else explains it: a ghost, or
 * another deployment of the group, holds up a living agent just the same.
 */
function toSilent(facts: Facts, running: Running, context: CheckContext): readonly RuleFinding[] {
  const isPartial = context.partial.length > 0;
  const open = facts.deployment.filter(({ value }) => !isFinalDeployment(value));
  if (isPartial || open.length !== 1 || toGhosts(facts).length > 0) return [];
  return toOpenTargets(facts).flatMap((target) => {
    const { deployment, revision } = target;
    const instance = running.get(revision.value.targetId);
    const begun = deployment.value.startTime ?? deployment.value.createTime;
    if (instance === undefined || begun === undefined || deployment.value.creator !== "autoscaling")
      return [];
    const heldMs = revision.lastSeen - begun;
    if (heldMs < eventStartMs || revision.value.events.length === 0 || !isNeverStarted(revision.value))
      return [];
    return [
      {
        ...toCommon(target, context),
        verdict: "suspected",
        since: begun,
        summary: `Nothing of ${deployment.value.id} has begun on ${revision.value.targetId} since ${toClock(begun, context.now)} (${toDuration(heldMs)}), and EC2 says it runs. Its CodeDeploy agent may not be asking for work.`,
        evidence: [cite(instance, "State.Name", "running"), ...citeOpenTarget(target)],
      },
    ];
  });
}

function toCommon(target: OpenTarget, context: CheckContext) {
  const { targetId } = target.revision.value;
  return {
    subject: { kind: "instance", id: targetId },
    disprovedBy: `A lifecycle event that starts on ${targetId}, or its agent's log showing that it asks for work.`,
    advice: toAdvice(target, context),
  };
}

function toAdvice({ deployment, revision }: OpenTarget, { scope }: CheckContext): readonly Advice[] {
  const { targetId } = revision.value;
  return [
    toLookAtTarget(deployment.value.id, targetId, scope),
    {
      text: "Ask the instance whether the agent is there and running (Linux, reachable by Systems Manager). It changes nothing.",
      command: toRunOnInstance(targetId, "service codedeploy-agent status", scope),
    },
    {
      text: "If it is not running, start it. Check too that the instance has a role and reaches CodeDeploy's endpoint; after a role was attached the agent must be restarted.",
      command: toRunOnInstance(targetId, "service codedeploy-agent start", scope),
    },
  ];
}

function citeMessage(revision: FactRevision<"deployment-target">, event: LifecycleEvent) {
  return cite(
    revision,
    `lifecycleEvents[${event.name}].diagnostics.message`,
    event.diagnostics?.message ?? "",
  );
}
