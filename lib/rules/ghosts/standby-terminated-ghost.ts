import { ghostThresholds } from "#lib/rules/contradiction.ts";
import { toEvictionAdvice } from "#lib/rules/eviction.ts";
import { citeGone, citeMember, toGhostVerdict, toGoneWords } from "#lib/rules/ghost-words.ts";
import { type Ghost, type GhostMember, toGhosts } from "#lib/rules/ghosts.ts";
import { type CheckContext, defineRule, type RuleFinding } from "#lib/rules/rule.ts";

export const standbyTerminatedGhost = defineRule({
  id: "standby-terminated-ghost",
  title: "Terminated while in Standby: reported healthy for ever",
  severity: "warning",
  why: "Auto Scaling does not check the health of instances in Standby, and AWS documents that one terminated there goes on being reported healthy. Nothing ends this by itself.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-enter-exit-standby.html"],
  thresholds: [...ghostThresholds],
  lookalikes: ["A stopped instance in Standby looks healthy to Auto Scaling too, but can be started again."],
  leadsTo: [
    "ghost-asg-reference",
    "ghost-deployment-target",
    "deployment-already-running",
    "health-constraints",
  ],
  needs: ["ec2-instances", "autoscaling-groups"],
  check(facts, context) {
    return toGhosts(facts).flatMap((ghost) =>
      ghost.member !== undefined && isHealthyStandby(ghost.member)
        ? [toFinding(ghost, ghost.member, context)]
        : [],
    );
  },
});

function isHealthyStandby({ revision }: GhostMember): boolean {
  const { lifecycleState, healthStatus } = revision.value;
  return lifecycleState === "Standby" && healthStatus?.toLowerCase() !== "unhealthy";
}

function toFinding(ghost: Ghost, member: GhostMember, context: CheckContext): RuleFinding {
  const { value } = member.revision;
  return {
    subject: { kind: "instance", id: ghost.instanceId },
    verdict: toGhostVerdict({ instance: ghost.instance, oldEnough: member.oldEnough }, context),
    since: ghost.goneSince.at,
    summary: `${toGoneWords(ghost.instance, context.now)} while it was in Standby in ${value.group}. Auto Scaling does not check instances in Standby: it will keep this row until somebody takes it out.`,
    evidence: [...citeGone(ghost.instance), ...citeMember(member.revision)],
    disprovedBy: `EC2 saying that ${ghost.instanceId} is stopped or running, or ${value.group} no longer listing it in Standby.`,
    advice: toEvictionAdvice(value, context.scope),
  };
}
