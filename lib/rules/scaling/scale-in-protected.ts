import { hourMs } from "#lib/domain/time.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toDescribeGroup } from "#lib/rules/scaling/scaling-commands.ts";
import { toClock, toCount, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** ASG:ec2-auto-scaling-instance-protection; pages write it with and without the hyphen. */
const protectedText = /Could not scale to desired capacity because all remaining instances are protected/i;

/** Auto Scaling says it again while it keeps wanting to shrink. */
const recentMs = 24 * hourMs;

export const scaleInProtected = defineRule({
  id: "scale-in-protected",
  title: "The group cannot shrink: what is left is protected",
  severity: "info",
  why: "All instances that could be terminated are protected from scale-in, so the group stays larger than it wants to be. The protection holds against scale-in alone: people, failed health checks and Spot interruptions end a protected instance all the same.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-instance-protection.html"],
  thresholds: [
    {
      what: "Auto Scaling said so within",
      value: toDuration(recentMs),
      reason: "It says so again for as long as it wants to shrink.",
    },
  ],
  lookalikes: [
    "Protection that somebody put on the instances for a deployment is meant to hold until it is over.",
  ],
  needs: ["autoscaling-activities", "autoscaling-groups"],
  check(facts, context) {
    return facts["auto-scaling-group"].flatMap((group) => {
      const said = facts["scaling-activity"]
        .filter(({ value }) => value.group === group.value.name && saysProtected(value))
        .filter(({ value }) => context.now - value.startTime <= recentMs)
        .sort((a, b) => b.value.startTime - a.value.startTime)[0];
      const inService = facts.member.filter(
        ({ value }) => value.group === group.value.name && value.lifecycleState === "InService",
      );
      // Even of a part of the members, more than are wanted are too many.
      if (said === undefined || inService.length <= group.value.desiredCapacity) return [];
      return [toFinding({ group, said, inService }, context)];
    });
  },
});

function saysProtected(activity: FactRevision<"scaling-activity">["value"]): boolean {
  const { statusMessage = "", description, cause = "" } = activity;
  return [statusMessage, description, cause].some((text) => protectedText.test(text));
}

type Found = {
  readonly group: FactRevision<"auto-scaling-group">;
  readonly said: FactRevision<"scaling-activity">;
  readonly inService: readonly FactRevision<"member">[];
};

function toFinding({ group, said, inService }: Found, context: CheckContext): RuleFinding {
  const { name, desiredCapacity } = group.value;
  const kept = inService.filter(({ value }) => value.protectedFromScaleIn === true);
  const ids = kept.map(({ value }) => value.instanceId);
  return {
    subject: { kind: "auto-scaling-group", id: name },
    verdict: "proved",
    since: said.value.startTime,
    summary: `${name} wants ${toCount(desiredCapacity, "instance")} and has ${inService.length} in service: at ${toClock(said.value.startTime, context.now)} Auto Scaling said that all that are left are protected from scale-in${ids.length === 0 ? "" : ` (${toWords(ids)})`}.`,
    evidence: [
      ...citeSaid(said),
      cite(group, "DesiredCapacity", String(desiredCapacity)),
      ...kept.map((member) => cite(member, "ProtectedFromScaleIn", "true")),
    ],
    disprovedBy: "As many members in service as the group wants.",
    advice: [
      {
        text: "Look which members are protected, and ask who protected them and why. It changes nothing.",
        command: toDescribeGroup(name, context.scope),
      },
      {
        text: "Take the protection off those that may go: Auto Scaling then terminates as many as are too many. The protection can be set again, the instances do not come back.",
        ...(ids.length === 0
          ? {}
          : {
              command: toCommand(context.scope, [
                "autoscaling",
                "set-instance-protection",
                "--instance-ids",
                ...ids,
                "--auto-scaling-group-name",
                name,
                "--no-protected-from-scale-in",
              ]),
            }),
      },
    ],
  };
}

/** Whatever of the activity says it. */
function citeSaid(said: FactRevision<"scaling-activity">) {
  const { statusMessage = "", description, cause = "" } = said.value;
  const fields = { StatusMessage: statusMessage, Description: description, Cause: cause };
  return Object.entries(fields)
    .filter(([, text]) => protectedText.test(text))
    .map(([field, text]) => cite(said, field, text));
}
