import { addMs, minuteMs } from "#lib/domain/time.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { toGoneSince } from "#lib/rules/contradiction.ts";
import { citeGone } from "#lib/rules/ghost-words.ts";
import { type CheckContext, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** Shutdown scripts take their time; past this it is no longer usual. */
const shuttingDownMs = 10 * minuteMs;

export const shuttingDownStuck = defineRule({
  id: "shutting-down-stuck",
  title: "An instance takes unusually long to shut down",
  severity: "warning",
  why: "Everything that waits for the end of the instance waits too: Auto Scaling, the target group, CodeDeploy. Scripts of the operating system may delay a shutdown legitimately; after several hours EC2 forces it.",
  docs: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/TroubleshootingInstancesShuttingDown.html"],
  thresholds: [
    {
      what: "an instance has been shutting down for",
      value: toDuration(shuttingDownMs),
      reason: "Scripts of the operating system take their time; past this it is no longer usual.",
    },
  ],
  lookalikes: ["Shutdown scripts may legitimately take long; after several hours EC2 forces the end."],
  leadsTo: [
    "ghost-asg-reference",
    "ghost-deployment-target",
    "draining-target-ghost",
    "deployment-already-running",
    "health-constraints",
  ],
  needs: ["ec2-instances"],
  check(facts, context) {
    return facts.instance.filter(isStuck).map((instance) => toFinding(instance, context));
  },
});

/** Judged at the reading that last said so, not at `now`: it may have ended since. */
function isStuck(instance: FactRevision<"instance">): boolean {
  if (!instance.value.listed || instance.value.state !== "shutting-down") return false;
  return instance.lastSeen >= addMs(toGoneSince(instance).at, shuttingDownMs);
}

function toFinding(instance: FactRevision<"instance">, { now, scope }: CheckContext): RuleFinding {
  const { id } = instance.value;
  const since = toGoneSince(instance).at;
  return {
    subject: { kind: "instance", id },
    verdict: "suspected",
    since,
    summary: `EC2 has been shutting down ${id} since ${toClock(since, now)}, for ${toDuration(now - since)}.`,
    evidence: citeGone(instance),
    disprovedBy: "EC2 saying terminated at the next reading: then it was only slow.",
    advice: [
      {
        text: "Look again: EC2 forces the end after several hours. If it is still shutting down then, AWS Support can help; nothing else does.",
        command: toCommand(scope, [
          "ec2",
          "describe-instances",
          "--filters",
          `Name=instance-id,Values=${id}`,
          "--query",
          "Reservations[].Instances[].[State.Name,StateTransitionReason]",
        ]),
      },
    ],
  };
}
