import {
  isAgentSilence,
  isFinalDeployment,
  isNeverStarted,
  type LifecycleEvent,
} from "#lib/domain/code-deploy.ts";
import { minuteMs } from "#lib/domain/time.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { toLookAtTarget } from "#lib/rules/deployment-advice.ts";
import { citeOpenTarget } from "#lib/rules/ghost-words.ts";
import { type OpenTarget, toGhosts, toOpenTargets } from "#lib/rules/ghosts.ts";
import { type Advice, type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

/** An agent that lives starts its first event within this time (CD:limits). */
const silenceMs = 5 * minuteMs;

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
  return toLatest(facts).flatMap((target) => {
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

/** Targets of the newest deployment each instance was in: what an older one said is history. */
function toLatest(facts: Facts): readonly OpenTarget[] {
  const deployments = new Map(facts.deployment.map((deployment) => [deployment.value.id, deployment]));
  const latest = new Map<string, OpenTarget>();
  for (const revision of facts["deployment-target"]) {
    const deployment = deployments.get(revision.value.deploymentId);
    if (deployment === undefined) continue;
    const known = latest.get(revision.value.targetId);
    const isNewer = (deployment.value.createTime ?? 0) > (known?.deployment.value.createTime ?? -1);
    if (isNewer) latest.set(revision.value.targetId, { deployment, revision });
  }
  return [...latest.values()];
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
    if (heldMs < silenceMs || revision.value.events.length === 0 || !isNeverStarted(revision.value))
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
  const toRun = (script: string) =>
    toCommand(scope, [
      "ssm",
      "send-command",
      "--document-name",
      "AWS-RunShellScript",
      "--instance-ids",
      targetId,
      "--parameters",
      `commands=["${script}"]`,
    ]);
  return [
    toLookAtTarget(deployment.value.id, targetId, scope),
    {
      text: "Ask the instance whether the agent is there and running (Linux, reachable by Systems Manager). It changes nothing.",
      command: toRun("service codedeploy-agent status"),
    },
    {
      text: "If it is not running, start it. Check too that the instance has a role and reaches CodeDeploy's endpoint; after a role was attached the agent must be restarted.",
      command: toRun("service codedeploy-agent start"),
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
