import { isGone } from "#lib/domain/ec2.ts";
import { addSeconds, hourMs, type Instant, toInstant, toIso } from "#lib/domain/time.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { type CausedActivity, toCausedActivities } from "#lib/rules/scaling/activity-cause.ts";
import { toRunningFleet } from "#lib/rules/scaling/fleet-deployments.ts";
import { toDescribeGroup } from "#lib/rules/scaling/scaling-commands.ts";
import { toClock, toCount, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

/** How long before its end an instance's lifetime matters to a deployment that runs now: the longest that one lasts. */
const soonMs = 8 * hourMs;
/** So many replacements within the window are a churn, not an accident. */
const churnCount = 3;
const churnWindowMs = 6 * hourMs;

type Facts = FactsFrom<
  "autoscaling-groups" | "autoscaling-activities" | "ec2-instances" | "codedeploy-deployments"
>;
type Group = FactRevision<"auto-scaling-group">;

export const maxInstanceLifetime = defineRule({
  id: "max-instance-lifetime",
  title: "The group replaces its instances by itself",
  severity: "info",
  why: "With a maximum instance lifetime Auto Scaling replaces every instance before it gets too old; with Capacity Rebalancing it replaces Spot instances that AWS may soon take back. Each replacement runs the launch hook and makes a deployment of its own, and during a deployment to the whole group it takes a target away.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks.html"],
  thresholds: [
    {
      what: "while a deployment runs, an instance reaches the maximum lifetime within",
      value: toDuration(soonMs),
      reason: "A deployment to a fleet lasts no longer than some hours.",
    },
    {
      what: `replacements within ${toDuration(churnWindowMs)}`,
      value: String(churnCount),
      reason: "One or two are what these settings are for; more keep the group busy.",
    },
  ],
  lookalikes: [
    "The settings alone are no trouble and are not told.",
    "AWS does not document how the cause of such a replacement is worded; only texts that name the lifetime or the rebalancing are counted.",
  ],
  leadsTo: ["terminated-while-deployment-pending", "terminated-mid-lifecycle-event"],
  needs: ["autoscaling-groups", "autoscaling-activities", "ec2-instances", "codedeploy-deployments"],
  check(facts, context) {
    return facts["auto-scaling-group"].flatMap((group) => {
      const churn = toChurn(group, facts, context.now);
      if (churn.length >= churnCount) return [toChurnFinding(group, churn, context)];
      return toOldFindings(group, facts, context);
    });
  },
});

function toChurn(group: Group, facts: Facts, now: Instant): readonly CausedActivity[] {
  const { maxInstanceLifetimeSeconds: lifetime, capacityRebalance } = group.value;
  if (!lifetime && capacityRebalance !== true) return [];
  return toCausedActivities(facts["scaling-activity"], "terminate").filter(
    ({ activity: { value }, cause }) =>
      (cause === "max-lifetime" || cause === "capacity-rebalance") &&
      value.group === group.value.name &&
      now - value.startTime <= churnWindowMs,
  );
}

function toChurnFinding(group: Group, churn: readonly CausedActivity[], context: CheckContext): RuleFinding {
  const since = churn.at(-1)?.activity.value.startTime ?? context.now;
  return {
    ...toCommon(group, context),
    verdict: "proved",
    since,
    summary: `${group.value.name} has replaced ${toCount(churn.length, "instance")} since ${toClock(since, context.now)} because of its own settings: ${toSettings(group)}. Each replacement makes a deployment.`,
    evidence: [
      ...citeSettings(group),
      ...churn.map(({ activity }) => cite(activity, "Cause", activity.value.cause ?? "")),
    ],
  };
}

function toOldFindings(group: Group, facts: Facts, context: CheckContext): readonly RuleFinding[] {
  const lifetime = group.value.maxInstanceLifetimeSeconds;
  const running = toRunningFleet(facts.deployment)[0];
  if (!lifetime || running === undefined) return [];
  const members = new Set(
    facts.member
      .filter(({ value }) => value.group === group.value.name && value.lifecycleState === "InService")
      .map(({ value }) => value.instanceId),
  );
  const old = facts.instance.flatMap((instance) => {
    const { value } = instance;
    if (!value.listed || isGone(value) || !members.has(value.id) || value.launchTime === undefined) return [];
    const end = addSeconds(value.launchTime, lifetime);
    return end - context.now <= soonMs ? [{ instance, end, launchTime: value.launchTime }] : [];
  });
  if (old.length === 0) return [];
  const ids = old.map(({ instance }) => instance.value.id);
  const first = toInstant(Math.min(...old.map(({ end }) => end)));
  return [
    {
      ...toCommon(group, context),
      verdict: "corroborated",
      summary: `While ${running.value.id} runs, Auto Scaling may replace ${toWords(ids)} of ${group.value.name}: ${ids.length === 1 ? "it reaches" : "they reach"} the maximum lifetime from ${toClock(first, context.now)} on.`,
      evidence: [
        ...citeSettings(group),
        ...old.map(({ instance, launchTime }) => cite(instance, "LaunchTime", toIso(launchTime))),
        cite(running, "status", running.value.status),
      ],
    },
  ];
}

function toCommon(group: Group, { scope }: CheckContext) {
  return {
    subject: { kind: "auto-scaling-group", id: group.value.name },
    disprovedBy: "The group without these settings, or younger instances.",
    advice: [
      {
        text: "Look at MaxInstanceLifetime and CapacityRebalance of the group. It changes nothing.",
        command: toDescribeGroup(group.value.name, scope),
      },
      {
        text: "If it disturbs deployments, choose a longer lifetime, or replace old instances yourself at a quiet time, by an instance refresh.",
      },
    ],
  };
}

function toSettings({ value }: Group): string {
  const { maxInstanceLifetimeSeconds: lifetime, capacityRebalance } = value;
  return toWords([
    ...(lifetime ? [`a maximum instance lifetime of ${lifetime} s`] : []),
    ...(capacityRebalance === true ? ["Capacity Rebalancing"] : []),
  ]);
}

function citeSettings(group: Group) {
  const { maxInstanceLifetimeSeconds: lifetime, capacityRebalance } = group.value;
  return [
    ...(lifetime ? [cite(group, "MaxInstanceLifetime", String(lifetime))] : []),
    ...(capacityRebalance === true ? [cite(group, "CapacityRebalance", "true")] : []),
  ];
}
