import { isFinalDeployment } from "#lib/domain/code-deploy.ts";
import { type Instant, minuteMs } from "#lib/domain/time.ts";
import { toResume } from "#lib/rules/hooks/hook-commands.ts";
import { type CheckContext, cite, defineRule, type Evidence, type RuleFinding } from "#lib/rules/rule.ts";
import {
  type SuspendedProcess,
  toProcessText,
  toSuspendedProcesses,
} from "#lib/rules/scaling/suspended-processes.ts";
import { toClock, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** Whoever suspends for a deployment resumes after it: not at once. */
const patienceMs = 5 * minuteMs;

export const asgProcessesLeftSuspended = defineRule({
  id: "asg-processes-left-suspended",
  title: "Scaling processes are suspended, and no deployment is running",
  severity: "warning",
  why: "Deployment scripts and CodeDeploy itself suspend processes of the Auto Scaling group while they work. If resuming fails, the group stays crippled: without Launch nothing is replaced, without ReplaceUnhealthy or HealthCheck dead instances stay, without AddToLoadBalancer new ones get no traffic.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html"],
  thresholds: [
    {
      what: "no deployment has been running for",
      value: toDuration(patienceMs),
      reason: "Whoever suspends for a deployment resumes after it, but not at once.",
    },
  ],
  lookalikes: [
    "They may be suspended on purpose; where no deployment was running at that time, it is a mere notice.",
    "AWS suspends processes itself, administratively or for its own ends: those are left out.",
  ],
  leadsTo: ["process-suspended", "healthcheck-suspended-ghost", "target-not-registered"],
  needs: ["autoscaling-groups", "codedeploy-deployments"],
  check(facts, context) {
    // Without every deployment it is not known that none is running.
    if (context.partial.includes("codedeploy-deployments")) return [];
    if (facts.deployment.some(({ value }) => !isFinalDeployment(value))) return [];
    const ended = facts.deployment.map(({ value, since }) => value.completeTime ?? since);
    return facts["auto-scaling-group"].flatMap((group) => {
      if (group.lastSeen - Math.max(...ended) < patienceMs) return [];
      const left = toSuspendedProcesses(group).filter(({ by }) => by === "somebody");
      return left.length === 0 ? [] : [toFinding({ group, left, deployments: facts.deployment, context })];
    });
  },
});

type Found = {
  readonly group: FactRevision<"auto-scaling-group">;
  readonly left: readonly SuspendedProcess[];
  readonly deployments: readonly FactRevision<"deployment">[];
  readonly context: CheckContext;
};

function toFinding({ group, left, deployments, context }: Found): RuleFinding {
  const { name } = group.value;
  const names = left.map((process) => process.name);
  const since = left.flatMap(({ at }) => at ?? []).sort((a, b) => a - b)[0];
  const during = since === undefined ? undefined : findDuring(deployments, since);
  const when = since === undefined ? "at a time it does not say" : `at ${toClock(since, context.now)}`;
  const who =
    during === undefined
      ? "Nothing says that a deployment did it: it may be deliberate."
      : `Deployment ${during.value.id}, now ${during.value.status}, was running then.`;
  return {
    subject: { kind: "auto-scaling-group", id: name },
    verdict: during === undefined ? "suspected" : "corroborated",
    severity: during === undefined ? "info" : "warning",
    ...(since === undefined ? {} : { since }),
    summary: `${toWords(names)} of ${name} suspended ${when}, and no deployment of ${context.scope.group} is running. ${who}`,
    evidence: toEvidence({ group, left, during }),
    disprovedBy: "Whoever suspended them, if they still need it; CloudTrail's SuspendProcesses names them.",
    advice: [
      {
        text: `Ask first who suspended them. Then resume: Auto Scaling at once makes up for what it has not done, and may launch or terminate instances.`,
        command: toResume({ group: name, names }, context.scope),
      },
    ],
  };
}

function toEvidence({
  group,
  left,
  during,
}: Pick<Found, "group" | "left"> & {
  readonly during: FactRevision<"deployment"> | undefined;
}): readonly Evidence[] {
  return [
    ...left.map((process) => cite(group, "SuspendedProcesses[]", toProcessText(process))),
    ...(during === undefined ? [] : [cite(during, "status", during.value.status)]),
  ];
}

function findDuring(
  deployments: readonly FactRevision<"deployment">[],
  at: Instant,
): FactRevision<"deployment"> | undefined {
  return deployments.find(({ value: { createTime, completeTime } }) => {
    return createTime !== undefined && completeTime !== undefined && createTime <= at && at <= completeTime;
  });
}
