import type { Deployment } from "#lib/domain/code-deploy.ts";
import { hourMs, type Instant, minuteMs } from "#lib/domain/time.ts";
import { isForOneInstance } from "#lib/rules/deployment/last-success.ts";
import { toStopAdvice } from "#lib/rules/deployment-advice.ts";
import { toListTargets } from "#lib/rules/hooks/hook-commands.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** Every deployment is Created for a moment. */
const startMs = 2 * minuteMs;
/** As long as one lifecycle event may take (CD:limits): past it the one in front hardly moves. */
const longWaitMs = hourMs;

export const deploymentAlreadyRunning = defineRule({
  id: "deployment-already-running",
  title: "A deployment waits for another one of the same group",
  severity: "warning",
  why: "CodeDeploy runs one deployment to a whole group at a time. The next one is queued, or refused with a message that names the active one; a refused one leaves no trace that can be read here. Deployments for launches do not wait in this line.",
  docs: ["https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html"],
  thresholds: [
    {
      what: "A deployment that has not begun is taken to wait after",
      value: toDuration(startMs),
      reason: "Each one is Created for a moment before it begins.",
    },
    {
      what: "The wait is long, and a warning, after",
      value: toDuration(longWaitMs),
      reason:
        "One lifecycle event may take as long; a deployment in front that takes longer should be looked at.",
    },
  ],
  lookalikes: [
    "A deployment that is queued because of the account's limit of concurrent deployments, while another one of the group happens to run.",
  ],
  needs: ["codedeploy-deployments"],
  check(facts, context) {
    const deployments = facts.deployment.filter(({ value }) => !isForOneInstance(value));
    return deployments.flatMap((queued) => {
      const { createTime, status } = queued.value;
      if (!["Queued", "Created"].includes(status) || createTime === undefined) return [];
      if (queued.lastSeen - createTime < startMs) return [];
      const active = findActive(deployments, createTime);
      return active === undefined ? [] : [toFinding({ queued, active, since: createTime }, context)];
    });
  },
});

/** The deployment in front, already begun and not ended. */
function findActive(
  deployments: readonly FactRevision<"deployment">[],
  before: Instant,
): FactRevision<"deployment"> | undefined {
  return deployments.find(
    ({ value }) => isAtWork(value) && value.createTime !== undefined && value.createTime <= before,
  );
}

function isAtWork({ status }: Deployment): boolean {
  return ["InProgress", "Ready", "Baking"].includes(status);
}

type Wait = {
  readonly queued: FactRevision<"deployment">;
  readonly active: FactRevision<"deployment">;
  readonly since: Instant;
};

function toFinding({ queued, active, since }: Wait, context: CheckContext): RuleFinding {
  const { now, scope } = context;
  const waitedMs = queued.lastSeen - since;
  return {
    subject: { kind: "deployment", id: queued.value.id },
    verdict: "corroborated",
    severity: waitedMs > longWaitMs ? "warning" : "info",
    since,
    summary: `${queued.value.id} has been ${queued.value.status} since ${toClock(since, now)} (${toDuration(waitedMs)}): ${active.value.id} of the same group is ${active.value.status} and has to end first.`,
    evidence: [
      cite(queued, "status", queued.value.status),
      cite(active, "status", active.value.status),
      ...(active.value.creator === undefined ? [] : [cite(active, "creator", active.value.creator)]),
    ],
    disprovedBy: `${queued.value.id} beginning while ${active.value.id} still runs, or not beginning after it has ended.`,
    advice: [
      {
        text: `Look first: what ${active.value.id} waits for. It changes nothing.`,
        command: toListTargets(active.value.id, scope),
      },
      { text: `Wait for ${active.value.id} to end; ${queued.value.id} then begins by itself.` },
      toStopAdvice(active.value, scope),
    ],
  };
}
