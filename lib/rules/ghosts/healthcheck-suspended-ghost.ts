import { toCommand } from "#lib/rules/command-line.ts";
import { ghostThresholds } from "#lib/rules/contradiction.ts";
import { toEvictionAdvice } from "#lib/rules/eviction.ts";
import { citeGone, citeMember, toGhostVerdict, toGoneWords } from "#lib/rules/ghost-words.ts";
import { type Ghost, type GhostMember, toGhosts } from "#lib/rules/ghosts.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toWords } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** Without the first a dead member stays Healthy; without the others it is never removed. */
const removing = ["HealthCheck", "ReplaceUnhealthy", "Terminate"];

export const healthcheckSuspendedGhost = defineRule({
  id: "healthcheck-suspended-ghost",
  title: "Gone, and the process that would notice is suspended",
  severity: "warning",
  why: "With HealthCheck suspended Auto Scaling never finds out that a member died; with ReplaceUnhealthy or Terminate suspended it finds out and does nothing. Deployment scripts and blue/green deployments suspend processes and sometimes leave them so.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html"],
  thresholds: [...ghostThresholds],
  lookalikes: [
    "Somebody may have suspended the process on purpose, or a deployment has for as long as it runs: CloudTrail's SuspendProcesses names them.",
  ],
  leadsTo: [
    "ghost-asg-reference",
    "ghost-deployment-target",
    "target-terminated",
    "deployment-already-running",
    "health-constraints",
  ],
  needs: ["ec2-instances", "autoscaling-groups"],
  check(facts, context) {
    return toGhosts(facts).flatMap((ghost) => {
      const { member } = ghost;
      if (member?.revision.value.lifecycleState !== "InService") return [];
      const group = facts["auto-scaling-group"].find(
        ({ value }) => value.name === member.revision.value.group,
      );
      const suspended = group?.value.suspendedProcesses.filter(({ name }) => removing.includes(name)) ?? [];
      if (group === undefined || suspended.length === 0) return [];
      return [toFinding({ ghost, member, group, suspended }, context)];
    });
  },
});

type Suspended = {
  readonly ghost: Ghost;
  readonly member: GhostMember;
  readonly group: FactRevision<"auto-scaling-group">;
  readonly suspended: readonly { readonly name: string; readonly reason?: string }[];
};

function toFinding({ ghost, member, group, suspended }: Suspended, context: CheckContext): RuleFinding {
  const names = suspended.map(({ name }) => name);
  const { name } = group.value;
  return {
    subject: { kind: "instance", id: ghost.instanceId },
    verdict: toGhostVerdict({ instance: ghost.instance, oldEnough: member.oldEnough }, context),
    since: ghost.goneSince.at,
    summary: `${toGoneWords(ghost.instance, context.now)}, but ${name} lists it as InService and will keep it: ${toWords(names)} ${names.length === 1 ? "is" : "are"} suspended there.`,
    evidence: [
      ...citeGone(ghost.instance),
      ...citeMember(member.revision),
      ...suspended.map(({ name: process, reason }) =>
        cite(group, "SuspendedProcesses[]", reason ? `${process}: ${reason}` : process),
      ),
    ],
    disprovedBy: `${names.join(", ")} no longer suspended in ${name}, and Auto Scaling removing ${ghost.instanceId} at its next health check.`,
    advice: [
      {
        text: `Find out who suspended ${toWords(names)} and why; then resume. Auto Scaling will at once act on every unhealthy member, not only this one.`,
        command: toCommand(context.scope, [
          "autoscaling",
          "resume-processes",
          "--auto-scaling-group-name",
          name,
          "--scaling-processes",
          ...names,
        ]),
      },
      ...toEvictionAdvice(member.revision.value, context.scope),
    ],
  };
}
