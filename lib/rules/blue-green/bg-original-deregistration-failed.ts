import { isOriginal } from "#lib/rules/blue-green/blue-green.ts";
import { type FailedTarget, toFailedTargets } from "#lib/rules/deployment/event-failure.ts";
import { recentThreshold, toFailureSeverity } from "#lib/rules/deployment/failed-with-code.ts";
import { type Aftermath, toAftermath } from "#lib/rules/deployment/last-success.ts";
import { toLookAtTarget, toRedeployAdvice } from "#lib/rules/deployment-advice.ts";
import { citeGone, toGhostVerdict, toGoneWords } from "#lib/rules/ghost-words.ts";
import { type Ghost, type GhostTarget, toGhosts } from "#lib/rules/ghosts.ts";
import {
  type Advice,
  type CheckContext,
  cite,
  defineRule,
  type Evidence,
  type RuleFinding,
} from "#lib/rules/rule.ts";
import { toClock, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";
import { groupBy } from "#lib/timeline/group-by.ts";

const event = "BlockTraffic";

type Facts = FactsFrom<"ec2-instances" | "codedeploy-deployments" | "codedeploy-targets">;

export const bgOriginalDeregistrationFailed = defineRule({
  id: "bg-original-deregistration-failed",
  title: "An original instance could not be taken out of the load balancer",
  severity: "warning",
  why: "A blue/green deployment succeeds only if every original instance is deregistered. One that is gone, or cannot be deregistered, makes the whole deployment fail, although the replacement instances are well and may have the traffic already.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/instances-health.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/integrations-aws-elastic-load-balancing.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: [
    "An original that drains within the deregistration delay: BlockTraffic is then as it should be.",
  ],
  leadsTo: ["health-constraints", "rollback-cascade"],
  needs: ["ec2-instances", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    return [...toWaiting(facts, context), ...toFailed(facts, context)];
  },
});

/** The deployment still waits for originals that are gone. */
function toWaiting(facts: Facts, context: CheckContext): readonly RuleFinding[] {
  return toGhosts(facts).flatMap((ghost) =>
    ghost.openTargets.filter(isBlocking).map((target) => toGhostFinding(ghost, target, context)),
  );
}

function isBlocking({ revision: { value } }: GhostTarget): boolean {
  return (
    isOriginal(value) && value.events.some(({ name, status }) => name === event && status === "InProgress")
  );
}

function toGhostFinding(ghost: Ghost, target: GhostTarget, context: CheckContext): RuleFinding {
  const { id } = target.deployment.value;
  return {
    subject: { kind: "instance", id: ghost.instanceId },
    verdict: toGhostVerdict({ instance: ghost.instance, oldEnough: target.oldEnough }, context),
    severity: target.oldEnough ? "warning" : "info",
    since: ghost.goneSince.at,
    summary: `${id} waits for the original instance ${ghost.instanceId} to leave the load balancer, but ${toGoneWords(ghost.instance, context.now)}. If CodeDeploy cannot deregister it, the whole deployment fails.`,
    evidence: [...citeGone(ghost.instance), ...citeOriginal(target.revision)],
    disprovedBy: `${event} succeeding on ${ghost.instanceId}, or EC2 saying that it runs.`,
    advice: toAdvice(id, ghost.instanceId, context),
  };
}

/** CodeDeploy says that BlockTraffic failed on originals, and no deployment since has mended it. */
function toFailed(facts: Facts, context: CheckContext): readonly RuleFinding[] {
  const failed = toFailedTargets(facts).filter(
    (one) => one.event.name === event && isOriginal(one.target.value),
  );
  return [...groupBy(failed, ({ deployment }) => deployment)].flatMap(([deployment, targets]) => {
    const aftermath = toAftermath(deployment.value, facts.deployment);
    const [first] = targets;
    if (first === undefined || aftermath === "mended") return [];
    return [toFailedFinding({ first, targets, aftermath, context })];
  });
}

type Failed = {
  readonly first: FailedTarget;
  readonly targets: readonly FailedTarget[];
  readonly aftermath: Aftermath;
  readonly context: CheckContext;
};

function toFailedFinding({ first, targets, aftermath, context }: Failed): RuleFinding {
  const { id } = first.deployment.value;
  const at = first.event.endTime ?? first.event.startTime ?? first.deployment.value.completeTime;
  const ids = targets.map(({ target }) => target.value.targetId);
  return {
    subject: { kind: "deployment", id },
    verdict: "proved",
    severity: toFailureSeverity({ at, rolledBack: aftermath === "rolled-back" }, context, "warning"),
    since: at,
    summary: `${id}: ${event} failed on the original ${ids.length === 1 ? "instance" : "instances"} ${toWords(ids)}${at === undefined ? "" : ` at ${toClock(at, context.now)}`}. One original that is not deregistered is enough to fail the whole deployment.`,
    evidence: targets.flatMap(({ target }) => citeOriginal(target)),
    disprovedBy: `CodeDeploy giving another status for ${event} on ${toWords(ids)}.`,
    advice: toAdvice(id, first.target.value.targetId, context),
  };
}

function citeOriginal(target: FactRevision<"deployment-target">): readonly Evidence[] {
  const { label = "", events } = target.value;
  const said = events.find(({ name }) => name === event);
  const message = said?.diagnostics?.message;
  return [
    cite(target, "instanceTarget.instanceLabel", label),
    cite(target, `lifecycleEvents[${event}].status`, said?.status ?? ""),
    ...(message ? [cite(target, `lifecycleEvents[${event}].diagnostics.message`, message)] : []),
  ];
}

function toAdvice(deploymentId: string, instanceId: string, { scope }: CheckContext): readonly Advice[] {
  return [
    toLookAtTarget(deploymentId, instanceId, scope),
    {
      text: `See which fleet has the traffic before anything else: the load balancer's target group says so. If it is the replacement fleet, deregister ${instanceId} by hand where the target group still lists it.`,
    },
    toRedeployAdvice(scope),
  ];
}
