import { decodeActivity } from "#lib/domain/activity-text.ts";
import { isFinalActivity } from "#lib/domain/auto-scaling.ts";
import { toTagMatch } from "#lib/domain/matching.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { contradictionMs } from "#lib/rules/contradiction.ts";
import { citeOpenTarget, citeTagRules } from "#lib/rules/ghost-words.ts";
import { type OpenTarget, toOpenTargets } from "#lib/rules/ghosts.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

type Facts = FactsFrom<
  | "codedeploy-group"
  | "ec2-instances"
  | "autoscaling-groups"
  | "autoscaling-activities"
  | "codedeploy-deployments"
  | "codedeploy-targets"
>;
type Detached = {
  readonly instance: FactRevision<"instance">;
  readonly group: FactRevision<"deployment-group">;
  readonly detach: FactRevision<"scaling-activity">;
  readonly rules: readonly string[];
  readonly targets: readonly OpenTarget[];
};

export const detachedButTagMatched = defineRule({
  id: "detached-but-tag-matched",
  title: "Detached, but its tags keep it in the deployment group",
  severity: "info",
  why: "A deployment group takes the members of its Auto Scaling groups and whatever fulfils its tag rules. An instance keeps its tags when it is detached, so it goes on getting deployments. This may be intended.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/instances-tagging.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-create-in-place.html",
  ],
  thresholds: [
    {
      what: "the detach has been over for",
      value: toDuration(contradictionMs),
      reason: "By then every service has been read after its end.",
    },
  ],
  lookalikes: ["It may be intended: some keep a detached instance to look into it, and want it deployed to."],
  leadsTo: ["agent-not-running", "deployment-already-running", "health-constraints"],
  needs: [
    "codedeploy-group",
    "ec2-instances",
    "autoscaling-groups",
    "autoscaling-activities",
    "codedeploy-deployments",
    "codedeploy-targets",
  ],
  check(facts, context) {
    // Whether an instance is in no group can only be said of a complete listing.
    if (context.partial.includes("autoscaling-groups")) return [];
    return facts["deployment-group"].flatMap((group) =>
      toDetached(group, facts).map((detached) => toFinding(detached, context)),
    );
  },
});

function toDetached(group: FactRevision<"deployment-group">, facts: Facts): readonly Detached[] {
  const members = new Set(facts.member.map(({ value }) => value.instanceId));
  const open = toOpenTargets(facts);
  return facts.instance.flatMap((instance) => {
    const { value } = instance;
    if (!value.listed || value.state !== "running" || members.has(value.id)) return [];
    const rules = toTagMatch(group.value, value.tags);
    const detach = facts["scaling-activity"].find((activity) => isDetachOf(activity, value.id));
    if (rules.length === 0 || detach === undefined) return [];
    const targets = open.filter(({ revision }) => revision.value.targetId === value.id);
    return [{ instance, group, detach, rules, targets }];
  });
}

/** An ended detach, whose end is old enough for every service to know of it. */
function isDetachOf(activity: FactRevision<"scaling-activity">, instanceId: string): boolean {
  const { value } = activity;
  const meaning = decodeActivity(value);
  if (meaning.kind !== "detach" || meaning.instanceId !== instanceId || !isFinalActivity(value)) return false;
  return activity.lastSeen - (value.endTime ?? value.startTime) >= contradictionMs;
}

function toFinding(detached: Detached, context: CheckContext): RuleFinding {
  const { instance, group, detach, rules, targets } = detached;
  const { id } = instance.value;
  const when = toClock(detach.value.endTime ?? detach.value.startTime, context.now);
  const ids = targets.map(({ deployment }) => deployment.value.id);
  const waits =
    ids.length === 0
      ? "The next deployment of the group will be given to it."
      : `${toWords(ids)} ${ids.length === 1 ? "waits" : "wait"} for it now.`;
  return {
    subject: { kind: "instance", id },
    verdict: "corroborated",
    severity: ids.length === 0 ? "info" : "warning",
    since: detach.value.endTime ?? detach.value.startTime,
    summary: `${id} was detached from ${detach.value.group} at ${when} and runs on, but it still fulfils ${toWords(rules)} of ${group.value.name}. ${waits}`,
    evidence: [
      ...(instance.value.listed ? [cite(instance, "State.Name", instance.value.state)] : []),
      cite(detach, "Description", detach.value.description),
      cite(detach, "StatusCode", detach.value.status),
      ...citeTagRules(group, rules),
      ...targets.flatMap(citeOpenTarget),
    ],
    disprovedBy: `An Auto Scaling group listing ${id} again, or its tags no longer fulfilling the rules. Intended, if ${id} is meant to go on getting deployments.`,
    advice: toAdvice(detached, context),
  };
}

function toAdvice({ instance, rules }: Detached, { scope }: CheckContext) {
  const { id } = instance.value;
  return [
    {
      text: `Look at the tags of ${id}; if it should get no more deployments, change the one that fulfils ${toWords(rules)} (ec2 create-tags or delete-tags). Can be set back.`,
      command: toCommand(scope, ["ec2", "describe-tags", "--filters", `Name=resource-id,Values=${id}`]),
    },
    {
      text: "Or leave the choice to the Auto Scaling groups alone: take the tag rules out of the deployment group. Note them first; instances that only the tags selected get no more deployments.",
    },
  ];
}
