import { toResume } from "#lib/rules/hooks/hook-commands.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toDescribeActivities } from "#lib/rules/scaling/scaling-commands.ts";
import {
  type SuspendedProcess,
  toProcessText,
  toSuspendedProcesses,
} from "#lib/rules/scaling/suspended-processes.ts";
import { toClock, toWords } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

export const launchAdministrativelySuspended = defineRule({
  id: "launch-administratively-suspended",
  title: "AWS has suspended launches of the group",
  severity: "warning",
  why: "Where an Auto Scaling group has failed to launch instances for a long time, typically for more than a day, AWS suspends its processes by itself. From then on nothing is launched or replaced, even after the cause is mended: somebody has to resume them.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html"],
  lookalikes: [
    "A process that a person or a script suspended says “User suspended”: process-suspended and asg-processes-left-suspended.",
  ],
  leadsTo: ["process-suspended", "health-constraints"],
  needs: ["autoscaling-groups"],
  check(facts, context) {
    return facts["auto-scaling-group"].flatMap((group) => {
      const suspended = toSuspendedProcesses(group).filter(({ by }) => by === "aws");
      return suspended.length === 0 ? [] : [toFinding(group, suspended, context)];
    });
  },
});

function toFinding(
  group: FactRevision<"auto-scaling-group">,
  suspended: readonly SuspendedProcess[],
  context: CheckContext,
): RuleFinding {
  const { name } = group.value;
  const names = suspended.map((process) => process.name);
  const since = suspended.flatMap(({ at }) => at ?? []).sort((a, b) => a - b)[0];
  const when = since === undefined ? "" : ` at ${toClock(since, context.now)}`;
  return {
    subject: { kind: "auto-scaling-group", id: name },
    verdict: "proved",
    ...(since === undefined ? {} : { since }),
    summary: `AWS suspended ${toWords(names)} of ${name}${when}: it does so where launches have failed for long. Nothing is replaced until somebody resumes it.`,
    evidence: suspended.map((process) => cite(group, "SuspendedProcesses[]", toProcessText(process))),
    disprovedBy: "The group's SuspendedProcesses without an administrative suspension.",
    advice: [
      {
        text: "Look first why launches failed: the latest activities say it. It changes nothing.",
        command: toDescribeActivities(name, context.scope),
      },
      {
        text: "Mend the cause, then resume. Auto Scaling at once launches what is missing; if it fails again, AWS suspends it again.",
        command: toResume({ group: name, names }, context.scope),
      },
    ],
  };
}
