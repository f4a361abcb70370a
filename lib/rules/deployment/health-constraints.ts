import type { LifecycleEvent } from "#lib/domain/code-deploy.ts";
import { isGone } from "#lib/domain/ec2.ts";
import { toGoneSince } from "#lib/rules/contradiction.ts";
import { toEventCause } from "#lib/rules/deployment/event-cause.ts";
import {
  citeFailedEvent,
  type FailedTarget,
  toEventEnd,
  toFailedTargets,
} from "#lib/rules/deployment/event-failure.ts";
import {
  type CodeFailure,
  recentThreshold,
  toCodeFinding,
  toFailuresByCode,
} from "#lib/rules/deployment/failed-with-code.ts";
import { isAllSkipped } from "#lib/rules/deployment/skipped-targets.ts";
import { toLookAtTarget } from "#lib/rules/deployment-advice.ts";
import { citeGone, toGoneWords } from "#lib/rules/ghost-words.ts";
import { type CheckContext, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toCount, toWords } from "#lib/rules/wording.ts";
import type { AllFacts, FactRevision } from "#lib/sources/facts.ts";

export const healthConstraints = defineRule({
  id: "health-constraints",
  title: "A deployment ended because too few instances stayed healthy",
  severity: "warning",
  why: "HEALTH_CONSTRAINTS says no more than that too many targets failed for the deployment's configuration. It is never the cause: that is what happened on the first target that failed. With OneAtATime a single failure is enough. Where another finding names the cause, this one only explains.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/error-codes.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/instances-health.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployments.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: [
    "A target whose instance was terminated before it had its turn fails the deployment in the same way, without anything being wrong with the revision.",
    "Where every event was skipped, no agent took part: all-lifecycle-events-skipped says so.",
  ],
  leadsTo: ["rollback-cascade", "hook-abandoned-by-failed-deployment"],
  needs: ["ec2-instances", "codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    return toFailuresByCode(facts.deployment, ["HEALTH_CONSTRAINTS"]).map((failure) =>
      toFinding(failure, facts, context),
    );
  },
});

type Facts = Pick<AllFacts, "instance" | "deployment" | "deployment-target">;

type First = FailedTarget & {
  /** What EC2 says of the target's instance, where it may have been gone by then. */
  readonly gone: FactRevision<"instance"> | undefined;
  /** Another rule names the cause. */
  readonly isExplained: boolean;
};

function toFinding(failure: CodeFailure, facts: Facts, context: CheckContext): RuleFinding {
  const { id } = failure.newest.value;
  const targets = facts["deployment-target"].filter(({ value }) => value.deploymentId === id);
  const failed = [...toFailedTargets({ ...facts, "deployment-target": targets })].sort(earliestFirst);
  const first = toFirst(failed[0], facts);
  const isComplete = !context.partial.includes("codedeploy-targets");
  const isSkipped = isComplete && targets.length > 0 && targets.every(isAllSkipped);
  return toCodeFinding(failure, context, {
    means: `${toCountWords(failed, targets, isComplete)}. ${toFirstWords(first, isSkipped, context)}`,
    ...(first?.isExplained || isSkipped ? { severity: "info" } : {}),
    disprovedBy: "CodeDeploy giving another error code for this deployment.",
    evidence:
      first === undefined
        ? []
        : [...citeFailedEvent(first), ...(first.gone === undefined ? [] : citeGone(first.gone))],
    advice: [
      ...(first === undefined ? [] : [toLookAtTarget(id, first.target.value.targetId, context.scope)]),
      {
        text: "Mend what made the first target fail and deploy again. A deployment configuration that asks for fewer healthy instances only hides it.",
      },
    ],
  });
}

/** Failures without a time come last: when they happened cannot be said. */
function earliestFirst(one: FailedTarget, other: FailedTarget): number {
  const [a, b] = [one, other].map(({ event }) => toEventEnd(event) ?? Number.MAX_SAFE_INTEGER);
  return (a ?? 0) - (b ?? 0);
}

function toFirst(failed: FailedTarget | undefined, facts: Facts): First | undefined {
  if (failed === undefined) return undefined;
  const instance = facts.instance.find(({ value }) => value.id === failed.target.value.targetId);
  const gone = instance !== undefined && wasGone(instance, failed.event) ? instance : undefined;
  const cause = toEventCause(failed.event);
  const isRunning =
    instance?.value.listed === true && instance.value.state === "running" && cause === "agent-silence";
  const isNamed = !["agent-silence", "unknown"].includes(cause);
  return { ...failed, gone, isExplained: isNamed || isRunning };
}

/** What EC2 ended only afterwards did not fail by that: it was ended for it. */
function wasGone(instance: FactRevision<"instance">, event: LifecycleEvent): boolean {
  const { at, exact } = toGoneSince(instance);
  const failedAt = toEventEnd(event);
  return isGone(instance.value) && !(exact && failedAt !== undefined && at > failedAt);
}

function toCountWords(
  failed: readonly FailedTarget[],
  targets: readonly FactRevision<"deployment-target">[],
  isComplete: boolean,
): string {
  if (targets.length === 0) return "its targets are not among those that were read";
  const read = isComplete ? "" : " that were read";
  if (failed.length === 0) return `of its targets${read}, none has an event that failed`;
  return `${failed.length} of ${toCount(targets.length, "target")}${read} failed, ${toIds(failed)}`;
}

function toIds(failed: readonly FailedTarget[]): string {
  return toWords(failed.map(({ target }) => target.value.targetId));
}

function toFirstWords(first: First | undefined, isSkipped: boolean, { now }: CheckContext): string {
  if (isSkipped) return "Every event of every target was skipped";
  if (first === undefined) return "What made it fail cannot be seen from here";
  const { event, target, gone } = first;
  const { errorCode, scriptName } = event.diagnostics ?? {};
  const details = [errorCode, scriptName].filter((detail) => detail !== undefined && detail !== "");
  const why = details.length === 0 ? "without a reason given" : `with ${details.join(", ")}`;
  const where = `The first to fail was ${target.value.targetId}, in ${event.name} ${why}`;
  return gone === undefined ? where : `${where}; its instance is gone: ${toGoneWords(gone, now)}`;
}
