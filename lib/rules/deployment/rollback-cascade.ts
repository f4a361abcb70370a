import { type Deployment, isFinalDeployment } from "#lib/domain/code-deploy.ts";
import {
  citeEnd,
  recentThreshold,
  toEnd,
  toFailureSeverity,
} from "#lib/rules/deployment/failed-with-code.ts";
import { isRollback, isUnsuccessful, toAftermath } from "#lib/rules/deployment/last-success.ts";
import { toRedeployAdvice } from "#lib/rules/deployment-advice.ts";
import { toGetDeployment } from "#lib/rules/hooks/hook-commands.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

export const rollbackCascade = defineRule({
  id: "rollback-cascade",
  title: "A deployment was rolled back",
  severity: "warning",
  why: "A rollback is a new deployment of the revision before, with its own id and its own chances to fail. If it fails too, the fleet holds a mixture of revisions and nothing mends it by itself. Several ids in a row may thus be one story: the first of them is where to look for the cause.",
  docs: ["https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html"],
  thresholds: [recentThreshold],
  lookalikes: [
    "A person who deploys the earlier revision again makes an ordinary deployment: nothing marks it as a rollback.",
  ],
  needs: ["codedeploy-deployments"],
  check(facts, context) {
    const newest = facts.deployment
      .filter(({ value }) => isRollback(value))
      .sort((a, b) => (b.value.createTime ?? 0) - (a.value.createTime ?? 0))[0];
    if (newest === undefined || isOver(newest, facts.deployment, context)) return [];
    return [toFinding(toChain(newest, facts.deployment), newest, context)];
  },
});

/** An ordinary deployment has succeeded since, or the rollback itself did so long ago. */
function isOver(
  newest: FactRevision<"deployment">,
  deployments: readonly FactRevision<"deployment">[],
  context: CheckContext,
): boolean {
  if (toAftermath(newest.value, deployments) !== "standing") return true;
  const at = toEnd(newest.value);
  const isOld = toFailureSeverity({ at, rolledBack: false }, context, undefined) === "info";
  return newest.value.status === "Succeeded" && isOld;
}

/** From the deployment that began it to the newest rollback, as far as they were read. */
function toChain(
  newest: FactRevision<"deployment">,
  deployments: readonly FactRevision<"deployment">[],
): readonly FactRevision<"deployment">[] {
  const byId = new Map(deployments.map((deployment) => [deployment.value.id, deployment]));
  const chain = new Set([newest]);
  for (let next = findUndone(newest.value, byId); next !== undefined; next = findUndone(next.value, byId)) {
    if (chain.has(next)) break;
    chain.add(next);
  }
  return [...chain].reverse();
}

/** Either end of a rollback may name the other. */
function findUndone(
  { id, rollbackOf }: Deployment,
  byId: ReadonlyMap<string, FactRevision<"deployment">>,
): FactRevision<"deployment"> | undefined {
  if (rollbackOf !== undefined) return byId.get(rollbackOf);
  return [...byId.values()].find(({ value }) => value.rollbackDeploymentId === id);
}

function toFinding(
  chain: readonly FactRevision<"deployment">[],
  newest: FactRevision<"deployment">,
  context: CheckContext,
): RuleFinding {
  const { now, scope } = context;
  const { id } = newest.value;
  const [first = newest] = chain;
  const failed = isUnsuccessful(newest.value);
  const at = toEnd(newest.value);
  return {
    subject: { kind: "deployment", id },
    verdict: "proved",
    severity: failed ? toFailureSeverity({ at, rolledBack: false }, context, "warning") : "info",
    since: toEnd(first.value),
    summary: `${toChainWords(chain, newest)} ${toOutcome(newest.value)}${at === undefined ? "" : ` (${toClock(at, now)})`}.`,
    evidence: [
      ...(newest.value.creator === undefined ? [] : [cite(newest, "creator", newest.value.creator)]),
      ...(newest.value.rollbackOf === undefined
        ? []
        : [cite(newest, "rollbackInfo.rollbackTriggeringDeploymentId", newest.value.rollbackOf)]),
      ...chain.flatMap(citeEnd),
    ],
    disprovedBy: `A deployment other than a rollback that succeeds after ${id}.`,
    advice: [
      {
        text: `Look first at ${first.value.id}, where it began. It changes nothing.`,
        command: toGetDeployment(first.value.id, scope),
      },
      {
        text: failed
          ? "Do not count on one revision on all instances. Mend the cause, or choose a revision that is known to be good, and deploy it to the whole group."
          : "The revision before is in place. Mend what made the release fail before you deploy it again.",
      },
      toRedeployAdvice(scope),
    ],
  };
}

function toChainWords(
  chain: readonly FactRevision<"deployment">[],
  newest: FactRevision<"deployment">,
): string {
  const { id, rollbackOf } = newest.value;
  const undone = chain.slice(0, -1).map(({ value }) => value.id);
  if (undone.length > 1)
    return `${undone.join(", then ")} and then ${id}, each a rollback of the one before:`;
  return `${id} rolls back ${undone[0] ?? rollbackOf ?? "an earlier deployment"}:`;
}

function toOutcome({ status }: Deployment): string {
  if (status === "Succeeded") return "it succeeded, and the revision before is back";
  if (!isFinalDeployment({ status })) return `it is ${status}`;
  return `it ended ${status} itself, so instances may hold different revisions`;
}
