import { isGone } from "#lib/domain/ec2.ts";
import { hourMs } from "#lib/domain/time.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toDescribeGroup } from "#lib/rules/scaling/scaling-commands.ts";
import { toClock, toCount, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** People put an instance in standby to look at it; one that is there for longer is likely forgotten. */
const forgottenMs = hourMs;

export const standbyCapacityLoss = defineRule({
  id: "standby-capacity-loss",
  title: "Instances stay in standby",
  severity: "info",
  why: "An instance in standby gets no traffic, is not health-checked and is not replaced, yet costs what it costs in service. Where it was put there with a lower desired capacity, the group has been smaller ever since. Deployments still reach it.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-enter-exit-standby.html"],
  thresholds: [
    {
      what: "an instance is in standby for",
      value: toDuration(forgottenMs),
      reason: "Looking at an instance takes minutes; after an hour it is likely forgotten.",
    },
  ],
  lookalikes: [
    "Scripts of older deployments put instances in standby while they work, for minutes.",
    "One that was terminated in standby never leaves it by itself: standby-terminated-ghost.",
  ],
  leadsTo: ["standby-terminated-ghost"],
  needs: ["autoscaling-groups", "ec2-instances"],
  check(facts, context) {
    const gone = new Set(facts.instance.filter(({ value }) => isGone(value)).map(({ value }) => value.id));
    return facts["auto-scaling-group"].flatMap((group) => {
      const resting = facts.member
        .filter(({ value }) => value.group === group.value.name && value.lifecycleState === "Standby")
        .filter((member) => !gone.has(member.value.instanceId))
        .filter((member) => member.lastSeen - member.since >= forgottenMs)
        .sort((a, b) => a.since - b.since);
      return resting.length === 0 ? [] : [toFinding(group, resting, context)];
    });
  },
});

function toFinding(
  group: FactRevision<"auto-scaling-group">,
  resting: readonly FactRevision<"member">[],
  context: CheckContext,
): RuleFinding {
  const { name, desiredCapacity, minSize, maxSize } = group.value;
  const ids = resting.map(({ value }) => value.instanceId);
  const since = resting[0]?.since ?? group.since;
  const room = desiredCapacity + ids.length <= maxSize;
  const names = ["--instance-ids", ...ids, "--auto-scaling-group-name", name];
  return {
    subject: { kind: "auto-scaling-group", id: name },
    verdict: "proved",
    since,
    summary: `${toCount(ids.length, "instance")} of ${name} ${ids.length === 1 ? "is" : "are"} in standby, first read so at ${toClock(since, context.now)}: ${toWords(ids)}. The group wants ${desiredCapacity} besides (at least ${minSize}).`,
    evidence: [
      ...resting.map((member) => cite(member, "LifecycleState", member.value.lifecycleState)),
      cite(group, "DesiredCapacity", String(desiredCapacity)),
    ],
    disprovedBy: "The members in service again, or gone.",
    advice: [
      {
        text: "Look what the group wants and has, and ask who put them there. It changes nothing.",
        command: toDescribeGroup(name, context.scope),
      },
      {
        text: `Put them back in service: the desired capacity rises by as many${room ? "" : ", which is more than the maximum allows now: raise that first"}. Check first that they have today's revision.`,
        command: toCommand(context.scope, ["autoscaling", "exit-standby", ...names]),
      },
    ],
  };
}
