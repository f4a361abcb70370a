import { isFinalDeployment, type LifecycleEvent } from "#lib/domain/code-deploy.ts";
import { type Instant, minuteMs, toInstant } from "#lib/domain/time.ts";
import { toCompleteAction, toGetDeployment } from "#lib/rules/hooks/hook-commands.ts";
import { citeWait, type HookWait, narrowWait, toHookWaits, toOutlook } from "#lib/rules/hooks/hook-waits.ts";
import { isManaged } from "#lib/rules/hooks/known-hooks.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration } from "#lib/rules/wording.ts";
import type { AllFacts, FactRevision } from "#lib/sources/facts.ts";

const patienceMs = 10 * minuteMs;

export const terminationDeploymentHang = defineRule({
  id: "termination-deployment-hang",
  title: "The deployment that should precede a termination makes no progress",
  severity: "warning",
  why: "With a termination hook, CodeDeploy runs the deployment's stop scripts before Auto Scaling terminates an instance. If the agent no longer answers or a script hangs, the instance stays in Terminating:Wait, and scaling in takes up to hours.",
  docs: ["https://docs.aws.amazon.com/codedeploy/latest/userguide/integrations-aws-auto-scaling.html"],
  thresholds: [
    {
      what: "nothing has begun or ended in the deployment for more than",
      value: toDuration(patienceMs),
      reason: "Stop scripts may take a while; draining, which has its own delay, is left out.",
    },
  ],
  lookalikes: [
    "The agent may already be switched off, while the machine still runs: then nothing comes any more, without there being a ghost.",
  ],
  leadsTo: ["terminating-wait-ghost", "hook-global-timeout", "deployment-timeout"],
  needs: [
    "autoscaling-groups",
    "autoscaling-activities",
    "autoscaling-hooks",
    "codedeploy-group",
    "codedeploy-deployments",
    "codedeploy-targets",
  ],
  check(facts, context) {
    const group = facts["deployment-group"][0]?.value;
    return toHookWaits(facts, "Terminating:Wait").flatMap((held) => {
      const ours = held.hooks.filter((hook) => isManaged(hook, group));
      const wait = narrowWait(held, ours);
      const running = ours.length === 0 ? undefined : findTermination(wait, facts);
      if (running === undefined) return [];
      const still = toStillSince(running);
      const hangs = still !== undefined && running.target.lastSeen - still > patienceMs;
      return hangs ? [toFinding({ wait, running, still, context })] : [];
    });
  },
});

type Running = {
  readonly deployment: FactRevision<"deployment">;
  readonly target: FactRevision<"deployment-target">;
};

function findTermination(
  wait: HookWait,
  facts: Pick<AllFacts, "deployment" | "deployment-target">,
): Running | undefined {
  for (const target of facts["deployment-target"]) {
    if (target.value.targetId !== wait.member.value.instanceId) continue;
    const deployment = facts.deployment.find(({ value }) => value.id === target.value.deploymentId);
    if (deployment?.value.creator !== "autoscalingTermination") continue;
    if (!isFinalDeployment(deployment.value)) return { deployment, target };
  }
  return undefined;
}

/** Since when no event has begun or ended. Undefined while traffic is taken away, whose delay is the target group's. */
function toStillSince({ deployment, target }: Running): Instant | undefined {
  const { events } = target.value;
  if (events.some(({ name, status }) => name === "BlockTraffic" && status === "InProgress")) return undefined;
  const times = events.flatMap(({ startTime, endTime }) => [startTime ?? [], endTime ?? []].flat());
  const begun = deployment.value.createTime ?? deployment.firstSeen;
  return toInstant(Math.max(begun, ...times));
}

type Found = {
  readonly wait: HookWait;
  readonly running: Running;
  readonly still: Instant;
  readonly context: CheckContext;
};

function toFinding({ wait, running, still, context }: Found): RuleFinding {
  const { now, scope } = context;
  const { deployment, target } = running;
  const { instanceId, group } = wait.member.value;
  return {
    subject: { kind: "deployment", id: deployment.value.id },
    verdict: "corroborated",
    since: still,
    summary: `${instanceId} waits in Terminating:Wait of ${group} for deployment ${deployment.value.id}, in which nothing has begun or ended since ${toClock(still, now)} (${toDuration(now - still)}; ${toEventWords(target.value.events)}). ${toOutlook(wait, now)}`,
    evidence: [
      ...citeWait(wait),
      cite(deployment, "creator", deployment.value.creator ?? "none"),
      cite(deployment, "status", deployment.value.status),
      cite(target, "instanceTarget.lifecycleEvents", toEventWords(target.value.events)),
    ],
    disprovedBy: `A lifecycle event of ${deployment.value.id} that begins or ends, or a reading in which ${instanceId} has left Terminating:Wait.`,
    advice: [
      {
        text: "Look first at the deployment; then at the agent and its log on the instance, which is still there as long as EC2 runs it. It changes nothing.",
        command: toGetDeployment(deployment.value.id, scope),
      },
      ...wait.hooks.map(({ value }) => ({
        text: `Let the termination of ${instanceId} go on without the rest of the scripts. Not reversible: the instance is terminated.`,
        command: toCompleteAction({ group, hook: value.name, instanceId, result: "CONTINUE" }, scope),
      })),
    ],
  };
}

function toEventWords(events: readonly LifecycleEvent[]): string {
  return events.length === 0 ? "no events" : events.map(({ name, status }) => `${name} ${status}`).join(", ");
}
