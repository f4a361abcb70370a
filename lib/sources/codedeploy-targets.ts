import { batchGetDeploymentTargets, listDeploymentTargets } from "#lib/aws/operations.ts";
import { nextByLowerToken } from "#lib/aws/paginate.ts";
import {
  type Deployment,
  type DeploymentTarget,
  isFinalDeployment,
  type TargetList,
} from "#lib/domain/code-deploy.ts";
import type { Fact } from "#lib/domain/fact.ts";
import { addMs, type Instant } from "#lib/domain/time.ts";
import { type Batches, createBatches } from "#lib/sources/batches.ts";
import { DeploymentTargetRow } from "#lib/sources/deployment-target-row.ts";
import { findKnownFacts, pickFacts } from "#lib/sources/known-facts.ts";
import { recentMs } from "#lib/sources/look-back.ts";
import { makeParser } from "#lib/sources/parse-rows.ts";
import { toTargetPast } from "#lib/sources/past-targets.ts";
import { readOnce, readPages } from "#lib/sources/read-pages.ts";
import { isSettled } from "#lib/sources/settled.ts";
import { showTargets } from "#lib/sources/show-targets.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";

type Kinds = { "target-list": TargetList; "deployment-target": DeploymentTarget };

const mostDeployments = 60;

/** CD:limits. */
const targetsPerCall = 25;

const parseTargets = makeParser(batchGetDeploymentTargets, "deploymentTargets", DeploymentTargetRow);

export const codedeployTargets = defineSource<"codedeploy-targets", Kinds>({
  id: "codedeploy-targets",
  title: "CodeDeploy: deployment targets",
  level: "group",
  pace: "moving",
  kinds: ["target-list", "deployment-target"],
  operations: [listDeploymentTargets, batchGetDeploymentTargets],
  after: ["codedeploy-deployments"],
  mentions: true,
  deep: true,
  // That CodeDeploy touched a target without changing anything else about it says nothing that it documents.
  volatile: { "deployment-target": ["lastUpdatedAt"] satisfies (keyof DeploymentTarget)[] },
  async read(context) {
    const deployments = findKnownFacts(context, "deployment").map(({ value }) => value);
    const wanted = pickDeployments(deployments, context);
    const settled = findSettled(context);
    const unread: Deployment[] = [];
    for (const deployment of wanted) {
      const facts = isSettled(deployment, context.now) ? settled.get(deployment.id) : undefined;
      if (facts === undefined) unread.push(deployment);
      else repeat(context, facts);
    }
    if (unread.length > mostDeployments) context.truncate();
    const targets = await Promise.all(
      unread.slice(0, mostDeployments).map((deployment) => readTargetList(context, deployment)),
    );
    context.mentionedAll();
    await Promise.all(targets.map((batches) => batches.done()));
  },
  mentionedIn: (facts) => [
    ...pickFacts(facts, "target-list").flatMap(({ value }) => (value.started ? value.targetIds : [])),
    ...pickFacts(facts, "deployment-target").map(({ value }) => value.targetId),
  ],
  past: (fact, readAt) =>
    pickFacts([fact], "deployment-target").flatMap((target) => toTargetPast(target, readAt)),
  show: (revisions, now) => showTargets(revisions["deployment-target"], now),
});

/**
 * A full quota must never cost the deployment that waits for a ghost: the open ones that somebody started go first, the
 * oldest in front; then those of launches, and then the ended ones, the newest in front.
 */
function pickDeployments(
  deployments: readonly Deployment[],
  { now, since = addMs(now, -recentMs) }: Pick<ReadContext<Kinds>, "now" | "since">,
): readonly Deployment[] {
  return deployments
    .filter((deployment) => !isFinalDeployment(deployment) || lastTimeOf(deployment, now) >= since)
    .sort((left, right) => {
      const newestFirst = lastTimeOf(right, now) - lastTimeOf(left, now);
      return toRank(left) - toRank(right) || (toRank(left) === 0 ? -newestFirst : newestFirst);
    });
}

function toRank(deployment: Deployment): number {
  if (isFinalDeployment(deployment)) return 2;
  return deployment.creator === "autoscaling" ? 1 : 0;
}

function lastTimeOf({ createTime, completeTime }: Deployment, now: Instant): Instant {
  return completeTime ?? createTime ?? now;
}

type SettledFacts = {
  readonly list: Fact<"target-list", TargetList>;
  readonly targetIds: readonly string[];
  readonly targets: readonly Fact<"deployment-target", DeploymentTarget>[];
};

/** By deployment: what earlier readings left, where that is the list and every target as they were after the end. */
function findSettled(context: ReadContext<Kinds>): ReadonlyMap<string, SettledFacts> {
  const targets = new Map<string, Fact<"deployment-target", DeploymentTarget>[]>();
  for (const target of findKnownFacts(context, "deployment-target")) {
    const { deploymentId, deploymentStatus } = target.value;
    if (deploymentStatus === undefined || !isFinalDeployment({ status: deploymentStatus })) continue;
    const list = targets.get(deploymentId);
    if (list === undefined) targets.set(deploymentId, [target]);
    else list.push(target);
  }
  const settled = new Map<string, SettledFacts>();
  for (const list of findKnownFacts(context, "target-list")) {
    if (!list.value.started) continue;
    const { deploymentId, targetIds } = list.value;
    const known = targets.get(deploymentId) ?? [];
    if (known.length === targetIds.length) settled.set(deploymentId, { list, targetIds, targets: known });
  }
  return settled;
}

/** What can no longer change is stated again without asking again. */
function repeat(context: ReadContext<Kinds>, { list, targetIds, targets }: SettledFacts): void {
  context.mention(targetIds);
  context.emit(list);
  for (const target of targets) context.emit(target);
}

/** Reads which targets the deployment has. Their details are asked for as the pages come in, and may still be on their way. */
async function readTargetList(context: ReadContext<Kinds>, deployment: Deployment): Promise<Batches> {
  const { id: deploymentId } = deployment;
  const operation = listDeploymentTargets.id;
  const batches = createBatches(targetsPerCall, (ids) => readTargets(context, deployment, ids));
  const targetIds: string[] = [];
  const complete = await readPages(context, listDeploymentTargets, {
    input: { deploymentId },
    next: nextByLowerToken,
    onPage: ({ targetIds: ids = [] }) => {
      targetIds.push(...ids);
      context.mention(ids);
      batches.add(ids);
    },
    onFailure: (failure) => {
      if (failure.code !== "DeploymentNotStartedException") return context.fail(failure);
      const value: TargetList = { deploymentId, started: false };
      context.emit({ kind: "target-list", entity: deploymentId, value, operation });
    },
  });
  batches.flush();
  if (complete) {
    const value: TargetList = { deploymentId, started: true, targetIds: [...new Set(targetIds)].sort() };
    context.emit({ kind: "target-list", entity: deploymentId, value, operation });
  }
  return batches;
}

async function readTargets(
  context: ReadContext<Kinds>,
  deployment: Deployment,
  targetIds: string[],
): Promise<void> {
  const { id: deploymentId, status, createTime, completeTime } = deployment;
  const output = await readOnce(context, batchGetDeploymentTargets, { deploymentId, targetIds });
  if (output === undefined) return;
  const targets = parseTargets(context, output.deploymentTargets);
  if (targets.length < targetIds.length) context.truncate();
  for (const target of targets) {
    context.emit({
      kind: "deployment-target",
      entity: `${deploymentId}/${target.targetId}`,
      value: {
        ...target,
        deploymentId,
        deploymentStatus: status,
        deploymentCreatedAt: createTime,
        deploymentCompletedAt: completeTime,
      },
      operation: batchGetDeploymentTargets.id,
    });
  }
}
