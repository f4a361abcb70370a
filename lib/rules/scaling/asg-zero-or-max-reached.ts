import { isFinalDeployment } from "#lib/domain/code-deploy.ts";
import { minuteMs } from "#lib/domain/time.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { toSetDesired } from "#lib/rules/hooks/hook-commands.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toDisturbanceSeverity, toDisturbedFleet } from "#lib/rules/scaling/fleet-deployments.ts";
import { toDescribeGroup } from "#lib/rules/scaling/scaling-commands.ts";
import { toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

/** A launch with a deployment takes some minutes; past this it holds a place that no other instance can have. */
const heldMs = 10 * minuteMs;

/** m:codedeploy ErrorCode: what a deployment that found nothing fails with. */
const noInstances = /NO_INSTANCES/i;

type Facts = FactsFrom<"autoscaling-groups" | "codedeploy-deployments">;
type Group = FactRevision<"auto-scaling-group">;

export const asgZeroOrMaxReached = defineRule({
  id: "asg-zero-or-max-reached",
  title: "The group wants no instances, or may have no more",
  severity: "info",
  why: "At a desired capacity of 0 a deployment finds nothing to deploy to. At its maximum the group launches nothing more, whatever its load: an instance that hangs in a launch hook keeps its place, and one in standby cannot come back.",
  docs: ["https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html"],
  thresholds: [
    {
      what: "at the maximum, a launch hook holds a member for",
      value: toDuration(heldMs),
      reason: "A launch with its deployment is over sooner.",
    },
  ],
  lookalikes: [
    "A group whose minimum and maximum are the same is meant to keep its size and is left out.",
    "A group that is empty on purpose, with no deployment to it, is left out.",
  ],
  leadsTo: ["no-instances-matched", "deployment-deadlock-no-inservice"],
  needs: ["autoscaling-groups", "codedeploy-deployments"],
  check(facts, context) {
    return facts["auto-scaling-group"].flatMap((group) =>
      group.value.desiredCapacity === 0
        ? toEmptyFindings(group, facts, context)
        : toFullFindings(group, facts, context),
    );
  },
});

function toEmptyFindings(group: Group, facts: Facts, context: CheckContext): readonly RuleFinding[] {
  const newest = toDisturbedFleet(facts.deployment)
    .filter(({ value }) => !isFinalDeployment(value) || noInstances.test(value.errorCode ?? ""))
    .sort((a, b) => (b.value.createTime ?? 0) - (a.value.createTime ?? 0))[0];
  if (newest === undefined) return [];
  const { name, maxSize } = group.value;
  return [
    {
      subject: { kind: "auto-scaling-group", id: name },
      verdict: "corroborated",
      severity: toDisturbanceSeverity(newest, context),
      since: group.since,
      summary: `${name} wants no instances (desired capacity 0): ${newest.value.id}, now ${newest.value.status}, finds none there to deploy to.`,
      evidence: [cite(group, "DesiredCapacity", "0"), cite(newest, "status", newest.value.status)],
      disprovedBy: "A desired capacity above 0.",
      advice: [
        {
          text: "Look whether the group is meant to be empty. It changes nothing.",
          command: toDescribeGroup(name, context.scope),
        },
        ...(maxSize === 0
          ? [{ text: "Its maximum is 0 too: raise both, if it should have instances." }]
          : [
              {
                text: "If it should have instances, give it one to begin with. Set it back to 0 to undo it.",
                command: toSetDesired(name, 1, context.scope),
              },
            ]),
      ],
    },
  ];
}

function toFullFindings(group: Group, facts: Facts, context: CheckContext): readonly RuleFinding[] {
  const { name, desiredCapacity, minSize, maxSize } = group.value;
  if (desiredCapacity < maxSize || minSize === maxSize) return [];
  const held = facts.member.filter(
    (member) =>
      member.value.group === name &&
      member.value.lifecycleState === "Pending:Wait" &&
      member.lastSeen - member.since >= heldMs,
  );
  if (held.length === 0) return [];
  const ids = held.map(({ value }) => value.instanceId);
  return [
    {
      subject: { kind: "auto-scaling-group", id: name },
      verdict: "proved",
      since: group.since,
      summary: `${name} is at its maximum of ${maxSize}: while ${toWords(ids)} ${ids.length === 1 ? "waits" : "wait"} in a launch hook, no other instance is launched.`,
      evidence: [
        cite(group, "DesiredCapacity", String(desiredCapacity)),
        cite(group, "MaxSize", String(maxSize)),
        ...held.map((member) => cite(member, "LifecycleState", member.value.lifecycleState)),
      ],
      disprovedBy: "A desired capacity below the maximum, or no member in Pending:Wait.",
      advice: [
        {
          text: "Look first what holds the launch. It changes nothing.",
          command: toDescribeGroup(name, context.scope),
        },
        {
          text: "If the service needs more instances meanwhile, allow one more. It can be lowered again.",
          command: toCommand(context.scope, [
            "autoscaling",
            "update-auto-scaling-group",
            "--auto-scaling-group-name",
            name,
            "--max-size",
            String(maxSize + 1),
          ]),
        },
      ],
    },
  ];
}
