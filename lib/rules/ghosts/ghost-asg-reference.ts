import { minuteMs } from "#lib/domain/time.ts";
import { ghostThresholds } from "#lib/rules/contradiction.ts";
import { toEvictionAdvice } from "#lib/rules/eviction.ts";
import { citeGone, citeMember, toGhostVerdict, toGoneWords } from "#lib/rules/ghost-words.ts";
import { type Ghost, type GhostMember, isLeaving, terminatingMs, toGhosts } from "#lib/rules/ghosts.ts";
import { type CheckContext, defineRule, type RuleFinding, type Severity } from "#lib/rules/rule.ts";
import { toDuration } from "#lib/rules/wording.ts";
import type { FactsFrom } from "#lib/sources/facts.ts";

/** Auto Scaling finds a dead instance at its next health check; how often it checks is not documented. */
const healthCheckNoticeMs = 5 * minuteMs;

type Facts = FactsFrom<"ec2-instances" | "autoscaling-groups">;

export const ghostAsgReference = defineRule({
  id: "ghost-asg-reference",
  title: "The Auto Scaling group still lists an instance that is gone",
  severity: "warning",
  why: "CodeDeploy deploys to the members of the Auto Scaling group. A member that EC2 has terminated never answers, and every deployment that is given it waits. Auto Scaling removes dead members at its health check, but checks none that are Standby, Detaching or held by a launch hook.",
  docs: [
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html",
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html",
  ],
  thresholds: [
    ...ghostThresholds,
    {
      what: "a member that is health-checked stays a mere notice for",
      value: toDuration(healthCheckNoticeMs),
      reason:
        "Auto Scaling removes a dead member at its next health check by itself; how often it checks is not documented.",
    },
    {
      what: "a member that is Terminating is overdue after",
      value: toDuration(terminatingMs),
      reason: "Members on their way out are expected to be shutting down.",
    },
  ],
  lookalikes: [
    "Auto Scaling and EC2 are both eventually consistent: for a short time every dead member looks so.",
    "A member that is Terminating is expected to be gone in EC2; a long deregistration delay may hold it.",
  ],
  leadsTo: [
    "deployment-already-running",
    "health-constraints",
    "ghost-deployment-target",
    "tag-workaround-does-not-help",
    "recursive-deployment-limbo",
    "hook-abandoned-by-failed-deployment",
    "hook-heartbeat-timeout",
    "hook-stuck-pending-wait",
    "target-terminated",
  ],
  needs: ["ec2-instances", "autoscaling-groups"],
  check(facts, context) {
    return toGhosts(facts).flatMap((ghost) => {
      if (ghost.member === undefined || isAboutToBeNoticed(ghost.member, facts)) return [];
      return [toFinding({ ghost, member: ghost.member, facts, context })];
    });
  },
});

/** Not yet old enough, and Auto Scaling has had no time for its health check: nothing is wrong so far. */
function isAboutToBeNoticed(member: GhostMember, facts: Facts): boolean {
  return !member.oldEnough && isHealthChecked(member, facts);
}

function isHealthChecked(member: GhostMember, facts: Facts): boolean {
  if (member.revision.value.lifecycleState !== "InService") return false;
  const group = facts["auto-scaling-group"].find(({ value }) => value.name === member.revision.value.group);
  return !(group?.value.suspendedProcesses ?? []).some(({ name }) => name === "HealthCheck");
}

type Found = {
  readonly ghost: Ghost;
  readonly member: GhostMember;
  readonly facts: Facts;
  readonly context: CheckContext;
};

function toFinding({ ghost, member, facts, context }: Found): RuleFinding {
  const { value } = member.revision;
  const leaving = isLeaving(value.lifecycleState);
  const verdict = toGhostVerdict({ instance: ghost.instance, oldEnough: member.oldEnough }, context);
  return {
    subject: { kind: "instance", id: ghost.instanceId },
    // A member on its way out may be held by a long deregistration delay: only its length speaks against it.
    verdict: leaving ? "suspected" : verdict,
    severity: toSeverity({ ghost, member, facts, context }),
    since: ghost.goneSince.at,
    summary: `${toGoneWords(ghost.instance, context.now)}, but ${value.group} still lists it as ${value.lifecycleState}.`,
    evidence: [...citeGone(ghost.instance), ...citeMember(member.revision)],
    disprovedBy: `A reading of ${value.group} without ${ghost.instanceId}, or one of EC2 in which it runs.`,
    advice: toEvictionAdvice(value, context.scope),
  };
}

function toSeverity({ ghost, member, facts, context }: Found): Severity {
  if (isLeaving(member.revision.value.lifecycleState)) return "info";
  const noticedSoon =
    isHealthChecked(member, facts) && context.now - ghost.goneSince.at < healthCheckNoticeMs;
  return noticedSoon ? "info" : "warning";
}
