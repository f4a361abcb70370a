import { toTagMatch } from "#lib/domain/matching.ts";
import { addMs, type Instant, minuteMs, toInstant, toIso } from "#lib/domain/time.ts";
import { toRedeployAdvice } from "#lib/rules/deployment-advice.ts";
import { citeTagRules } from "#lib/rules/ghost-words.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

/** A tag is known to CodeDeploy only so long after it was set (CD:troubleshooting-ec2-instances). */
const tagDelayMs = 5 * minuteMs;
/** Whoever has just tagged an instance is about to deploy to it. */
const patienceMs = 10 * minuteMs;

type Facts = FactsFrom<
  | "codedeploy-group"
  | "ec2-instances"
  | "autoscaling-groups"
  | "codedeploy-deployments"
  | "codedeploy-targets"
>;
type Missed = {
  readonly instance: FactRevision<"instance">;
  readonly group: FactRevision<"deployment-group">;
  readonly rules: readonly string[];
  readonly deployment: FactRevision<"deployment">;
  readonly list: FactRevision<"target-list">;
  /** The rule held when the deployment was made: nothing about the group has changed since, or a target fulfils it. */
  readonly isRuleOld: boolean;
};
type Match = Pick<Missed, "instance" | "rules">;

export const freshlyTaggedNotMatched = defineRule({
  id: "freshly-tagged-not-matched",
  title: "An instance was tagged too late for the newest deployment",
  severity: "warning",
  why: "A deployment takes the instances that fulfil the group's tag rules when it starts, and AWS says that a new tag may be known to it only after five minutes. Tagging an instance never starts a deployment, so one that was tagged too late stays without the application until somebody deploys again.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ec2-instances.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployment-groups.html",
  ],
  thresholds: [
    {
      what: "a tag counts as new to a deployment that was created within",
      value: toDuration(tagDelayMs),
      reason: "AWS advises to wait so long after tagging.",
    },
    {
      what: "an instance goes without the deployment for",
      value: toDuration(patienceMs),
      reason: "Whoever has just tagged it may be about to deploy.",
    },
  ],
  lookalikes: [
    "When an instance was tagged is not readable: only that nothing about it had been read for longer. It may have been started or stopped then instead.",
    "The group's tag rules may have been changed since the deployment: the finding says so where nothing shows that they were not. Nothing is said where another instance has fulfilled the same rule for long and was left out, too.",
  ],
  leadsTo: ["no-instances-matched", "target-unhealthy"],
  needs: [
    "codedeploy-group",
    "ec2-instances",
    "autoscaling-groups",
    "codedeploy-deployments",
    "codedeploy-targets",
  ],
  check(facts, context) {
    // Who is a member or a target can only be said of complete listings.
    if (context.partial.some((id) => id !== "ec2-instances")) return [];
    const [group] = facts["deployment-group"];
    if (group === undefined || group.value.deploymentType === "BLUE_GREEN") return [];
    const newest = toNewestFleetDeployment(facts);
    if (newest === undefined) return [];
    return toMissed({ group, ...newest }, facts).map((missed) => toFinding(missed, context));
  },
});

/** Made for the whole group; CodeDeploy tells its targets once it has started. */
function toNewestFleetDeployment(facts: Facts): Pick<Missed, "deployment" | "list"> | undefined {
  const [deployment] = facts.deployment
    .filter(({ value }) => value.creator?.startsWith("autoscaling") !== true)
    .sort((a, b) => (b.value.createTime ?? 0) - (a.value.createTime ?? 0));
  const list = facts["target-list"].find(({ value }) => value.deploymentId === deployment?.value.id);
  return deployment === undefined || list === undefined ? undefined : { deployment, list };
}

/** The group's own fact changes with every deployment, so its age alone does not tell that of its tag rules. */
function toMissed(newest: Pick<Missed, "group" | "deployment" | "list">, facts: Facts): readonly Missed[] {
  const { group, deployment, list } = newest;
  const { createTime } = deployment.value;
  if (createTime === undefined || !list.value.started) return [];
  const targets = new Set([
    ...list.value.targetIds,
    ...facts["deployment-target"].map(({ value }) => value.targetId),
  ]);
  const members = new Set(facts.member.map(({ value }) => value.instanceId));
  const byTag = facts.instance.flatMap((instance) => {
    const { value } = instance;
    if (!value.listed || value.state !== "running" || members.has(value.id)) return [];
    return [{ instance, rules: toTagMatch(group.value, value.tags) }];
  });
  const taken = byTag.filter(({ instance }) => targets.has(instance.value.id));
  const left = byTag.filter(({ instance }) => !targets.has(instance.value.id));
  const isLate = ({ instance }: Match) => toKnownSince(instance) + tagDelayMs > createTime;
  // Whoever fulfilled it in time and was left out shows that the rule is younger than the deployment.
  const younger = new Set(left.filter((match) => !isLate(match)).flatMap(({ rules }) => rules));
  const inForce = new Set(taken.flatMap(({ rules }) => rules));
  return left
    .filter(isLate)
    .filter(({ instance }) => instance.lastSeen >= addMs(toKnownSince(instance), patienceMs))
    .map((match) => ({ ...match, rules: match.rules.filter((rule) => !younger.has(rule)) }))
    .filter(({ rules }) => rules.length > 0)
    .map((match) => {
      const isRuleOld = group.since <= createTime || match.rules.some((rule) => inForce.has(rule));
      return { ...newest, ...match, isRuleOld };
    });
}

/** The earliest at which it can have been as it is now, tags included: the last reading that said otherwise, or its launch. */
function toKnownSince(instance: FactRevision<"instance">): Instant {
  const { value, since, before = since } = instance;
  const launchTime = value.listed ? value.launchTime : undefined;
  return toInstant(Math.max(before, launchTime ?? before));
}

function toFinding(missed: Missed, { now, scope }: CheckContext): RuleFinding {
  const { instance, group, rules, deployment, list, isRuleOld } = missed;
  const { id } = instance.value;
  const created = deployment.value.createTime ?? now;
  const launchTime = instance.value.listed ? instance.value.launchTime : undefined;
  return {
    subject: { kind: "instance", id },
    verdict: "suspected",
    since: created,
    summary: `${id} runs and fulfils ${toWords(rules)} of ${group.value.name}, but ${deployment.value.id}, created at ${toClock(created, now)}, did not take it as a target, and no other deployment that was read did. It may have been tagged too late for it${isRuleOld ? "" : ", unless the tag rules were changed since"}.`,
    evidence: [
      ...citeTagRules(group, rules),
      ...(launchTime === undefined ? [] : [cite(instance, "LaunchTime", toIso(launchTime))]),
      cite(list, "targetIds", list.value.started ? toWords(list.value.targetIds) : "none"),
      cite(deployment, "createTime", toIso(created)),
    ],
    disprovedBy: `CloudTrail showing that ${id} had its tags more than five minutes before ${deployment.value.id} was created.`,
    advice: [
      {
        text: "Wait until its tags are five minutes old. Then deploy to the group again: tagging alone starts nothing.",
      },
      toRedeployAdvice(scope),
    ],
  };
}
