import { ghostThresholds } from "#lib/rules/contradiction.ts";
import { toEvictionAdvice } from "#lib/rules/eviction.ts";
import { citeGone, citeMember, toGhostVerdict, toGoneWords } from "#lib/rules/ghost-words.ts";
import { type Ghost, type GhostMember, toGhosts } from "#lib/rules/ghosts.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

export const terminatingRetained = defineRule({
  id: "terminating-retained",
  title: "Retained by policy, although the instance is gone",
  severity: "warning",
  why: "A group can keep instances whose termination hook was abandoned. They stay in its list, outside desired capacity, until somebody ends them. Kept on purpose while they run; a leftover once EC2 has terminated them.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html"],
  thresholds: [...ghostThresholds],
  lookalikes: ["Kept by design as long as EC2 runs the instance: then nothing is said."],
  leadsTo: [
    "ghost-asg-reference",
    "ghost-deployment-target",
    "deployment-already-running",
    "health-constraints",
  ],
  needs: ["ec2-instances", "autoscaling-groups"],
  check(facts, context) {
    return toGhosts(facts).flatMap((ghost) => {
      const { member } = ghost;
      if (member === undefined || !member.revision.value.lifecycleState.endsWith(":Retained")) return [];
      const group = facts["auto-scaling-group"].find(
        ({ value }) => value.name === member.revision.value.group,
      );
      return [toFinding({ ghost, member, group }, context)];
    });
  },
});

type Retained = {
  readonly ghost: Ghost;
  readonly member: GhostMember;
  readonly group: FactRevision<"auto-scaling-group"> | undefined;
};

function toFinding({ ghost, member, group }: Retained, context: CheckContext): RuleFinding {
  const { value } = member.revision;
  const policy = group?.value.terminateHookAbandon;
  return {
    subject: { kind: "instance", id: ghost.instanceId },
    verdict: toGhostVerdict({ instance: ghost.instance, oldEnough: member.oldEnough }, context),
    since: ghost.goneSince.at,
    summary: `${toGoneWords(ghost.instance, context.now)}, but ${value.group} keeps it as ${value.lifecycleState}: its policy retains instances until somebody ends them.`,
    evidence: [
      ...citeGone(ghost.instance),
      ...citeMember(member.revision),
      ...(group && policy
        ? [cite(group, "InstanceLifecyclePolicy.RetentionTriggers.TerminateHookAbandon", policy)]
        : []),
    ],
    disprovedBy: `EC2 saying that ${ghost.instanceId} runs, or ${value.group} no longer listing it.`,
    advice: toEvictionAdvice(value, context.scope),
  };
}
