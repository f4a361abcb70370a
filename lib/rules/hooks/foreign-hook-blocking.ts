import { minuteMs } from "#lib/domain/time.ts";
import { toCompleteAction, toDescribeHooks } from "#lib/rules/hooks/hook-commands.ts";
import { citeWait, type HookWait, narrowWait, toHookWaits, toOutlook } from "#lib/rules/hooks/hook-waits.ts";
import { isManaged } from "#lib/rules/hooks/known-hooks.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";
import { findLaunchDeployment } from "#lib/timeline/laps.ts";

/** CodeDeploy answers its hook after the deployment, and Auto Scaling moves the instance on after that. */
const patienceMs = minuteMs;

export const foreignHookBlocking = defineRule({
  id: "foreign-hook-blocking",
  title: "The deployment has succeeded, but another launch hook still holds the instance",
  severity: "warning",
  why: "All launch hooks of an Auto Scaling group start together, in no defined order, and the instance stays in Pending:Wait until each of them has answered. A hook that is not CodeDeploy's waits an hour by default.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/integrations-aws-auto-scaling.html",
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html",
  ],
  thresholds: [
    {
      what: "the deployment has succeeded for",
      value: toDuration(patienceMs),
      reason:
        "CodeDeploy answers its hook after the deployment, and Auto Scaling moves the instance on after that.",
    },
  ],
  lookalikes: [
    "All launch hooks start together, in no defined order, and AWS does not say which one still waits: it may be CodeDeploy's own answer that is late.",
  ],
  leadsTo: ["hook-heartbeat-timeout", "hook-global-timeout"],
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
    const deployments = facts.deployment.map(({ value }) => value);
    const targets = facts["deployment-target"].map(({ value }) => value);
    return toHookWaits(facts, "Pending:Wait").flatMap((wait) => {
      const foreign = wait.hooks.filter((hook) => !isManaged(hook, group));
      const launch = { instanceId: wait.member.value.instanceId, from: wait.since };
      const id = findLaunchDeployment(launch, { deployments, targets })?.id;
      const deployment = facts.deployment.find(({ value }) => value.id === id);
      if (foreign.length === 0 || deployment === undefined || !isLongDone(deployment, wait)) return [];
      return [toFinding({ wait, foreign, deployment, context })];
    });
  },
});

function isLongDone(deployment: FactRevision<"deployment">, wait: HookWait): boolean {
  const doneAt = deployment.value.completeTime ?? deployment.since;
  return deployment.value.status === "Succeeded" && wait.member.lastSeen - doneAt >= patienceMs;
}

type Found = {
  readonly wait: HookWait;
  readonly foreign: readonly FactRevision<"lifecycle-hook">[];
  readonly deployment: FactRevision<"deployment">;
  readonly context: CheckContext;
};

function toFinding({ wait, foreign, deployment, context }: Found): RuleFinding {
  const { now, scope } = context;
  const { instanceId, group } = wait.member.value;
  const doneAt = deployment.value.completeTime ?? deployment.since;
  const held = narrowWait(wait, foreign);
  const names = foreign.map(({ value }) => value.name);
  return {
    subject: { kind: "instance", id: instanceId },
    verdict: "corroborated",
    since: doneAt,
    summary: `Deployment ${deployment.value.id} succeeded for ${instanceId} at ${toClock(doneAt, now)}, but ${group} still keeps it in Pending:Wait. ${toWords(names)}, not CodeDeploy's, may be what it waits for. ${toOutlook(held, now)}`,
    evidence: [
      cite(deployment, "status", deployment.value.status),
      ...citeWait(held),
      ...foreign.map((hook) => cite(hook, "LifecycleHookName", hook.value.name)),
    ],
    disprovedBy: `A reading in which ${instanceId} has left Pending:Wait, or CloudTrail showing that CodeDeploy has not yet completed its own hook.`,
    advice: [
      {
        text: "Look first: who answers these hooks? Their notification targets say so. Find out why the answer does not come. It changes nothing.",
        command: toDescribeHooks(group, scope),
      },
      ...foreign.map(({ value }) => ({
        text: `Answer ${value.name} in its owner's place: ${instanceId} goes into service. Only if what the hook waits for has been done, or is not needed.`,
        command: toCompleteAction({ group, hook: value.name, instanceId, result: "CONTINUE" }, scope),
      })),
    ],
  };
}
