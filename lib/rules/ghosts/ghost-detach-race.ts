import { decodeActivity } from "#lib/domain/activity-text.ts";
import { isFinalActivity } from "#lib/domain/auto-scaling.ts";
import { isGone } from "#lib/domain/ec2.ts";
import { toIso } from "#lib/domain/time.ts";
import { ghostThresholds, toContradictionAge, toGoneSince } from "#lib/rules/contradiction.ts";
import { toEvictionAdvice } from "#lib/rules/eviction.ts";
import { citeGone, citeMember, restsOnAbsence, toGoneWords } from "#lib/rules/ghost-words.ts";
import { isLeaving } from "#lib/rules/ghosts.ts";
import { type CheckContext, cite, defineRule, type Evidence, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

type Race = {
  readonly instance: FactRevision<"instance">;
  readonly detach: FactRevision<"scaling-activity">;
  readonly member: FactRevision<"member"> | undefined;
};

export const ghostDetachRace = defineRule({
  id: "ghost-detach-race",
  title: "Terminated while its detach was still under way",
  severity: "warning",
  why: "A detach first takes the instance out of its target groups and waits for the draining. Whoever terminates the instance before that has ended leaves the Auto Scaling group with a reference to a machine that no longer exists.",
  docs: [
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-detach-attach-instances.html",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
  ],
  thresholds: [...ghostThresholds],
  lookalikes: [
    "A detach that takes long because of a long deregistration delay is healthy, as long as the instance lives.",
    "Once EC2 has forgotten the instance, the time of its termination is known only if it was read before: without it nothing proves the order.",
  ],
  leadsTo: [
    "deployment-already-running",
    "health-constraints",
    "ghost-asg-reference",
    "ghost-deployment-target",
    "draining-target-ghost",
    "target-terminated",
    "ghost-tag-match",
    "tag-workaround-does-not-help",
  ],
  needs: ["ec2-instances", "autoscaling-groups", "autoscaling-activities"],
  check(facts, context) {
    const instances = new Map(facts.instance.map((instance) => [instance.value.id, instance]));
    const newest = toNewestDetaches(facts["scaling-activity"]);
    return [...newest].flatMap(([instanceId, detach]) => {
      const instance = instances.get(instanceId);
      if (instance === undefined || !isGone(instance.value)) return [];
      const member = facts.member.find(({ value }) => value.instanceId === instanceId);
      const race: Race = { instance, detach, member };
      const verdict = toVerdict(race, context);
      return verdict === undefined ? [] : [toFinding(race, verdict, context)];
    });
  },
});

function toNewestDetaches(activities: readonly FactRevision<"scaling-activity">[]) {
  const newest = new Map<string, FactRevision<"scaling-activity">>();
  for (const activity of activities) {
    const { kind, instanceId } = decodeActivity(activity.value);
    if (kind !== "detach" || instanceId === undefined) continue;
    const known = newest.get(instanceId);
    if (known === undefined || known.value.startTime < activity.value.startTime)
      newest.set(instanceId, activity);
  }
  return newest;
}

/** Undefined where nothing refers to the instance any more, or it was terminated before or after the detach. */
function toVerdict(race: Race, context: CheckContext): RuleFinding["verdict"] | undefined {
  const { instance, detach, member } = race;
  const open = !isFinalActivity(detach.value);
  const held = member !== undefined && !isLeaving(member.value.lifecycleState);
  if (!open && !held) return undefined;
  const reference = member ?? detach;
  const age = toContradictionAge({ instance, reference, referredSince: reference.firstSeen });
  if (age === "none" || !isInside(instance, detach)) return undefined;
  if (age === "young" || !held || restsOnAbsence(instance, context)) return "suspected";
  if (toGoneSince(instance).exact) return "proved";
  // Without EC2's time: a detach that is still open can only have begun while the instance lived.
  return open ? "corroborated" : "suspected";
}

/** True too where EC2 gives no time: then nothing speaks against it. */
function isInside(instance: FactRevision<"instance">, detach: FactRevision<"scaling-activity">): boolean {
  const gone = toGoneSince(instance);
  if (!gone.exact) return true;
  const { startTime, endTime } = detach.value;
  return gone.at >= startTime && (endTime === undefined || gone.at <= endTime);
}

function toFinding(race: Race, verdict: RuleFinding["verdict"], context: CheckContext): RuleFinding {
  const { instance, detach, member } = race;
  const { value } = detach;
  const begun = toClock(value.startTime, context.now);
  const end =
    value.endTime === undefined ? "has not ended" : `ended at ${toClock(value.endTime, context.now)}`;
  return {
    subject: { kind: "instance", id: instance.value.id },
    verdict,
    since: toGoneSince(instance).at,
    summary: `${toGoneWords(instance, context.now)}, while its detach from ${value.group} was under way: it began at ${begun} and ${end} (${value.status}). ${toRowWords(race, context)}`,
    evidence: [...citeGone(instance), ...citeDetach(detach), ...(member ? citeMember(member) : [])],
    disprovedBy: `The detach activity turning Successful and ${value.group} no longer listing ${instance.value.id}.`,
    advice: [
      ...(member ? toEvictionAdvice(member.value, context.scope) : []),
      {
        text: `Next time wait until the detach is Successful before terminating, or replace without detaching: have Auto Scaling terminate the instance itself.`,
      },
    ],
  };
}

function toRowWords({ detach, member }: Race, context: CheckContext): string {
  const { group } = detach.value;
  if (member !== undefined) return `${group} still lists it as ${member.value.lifecycleState}.`;
  if (context.partial.includes("autoscaling-groups"))
    return `Whether ${group} still lists it could not be read.`;
  return `${group} no longer lists it.`;
}

function citeDetach(detach: FactRevision<"scaling-activity">): readonly Evidence[] {
  const { description, status, startTime, endTime } = detach.value;
  return [
    cite(detach, "Description", description),
    cite(detach, "StatusCode", status),
    cite(detach, "StartTime", toIso(startTime)),
    ...(endTime === undefined ? [] : [cite(detach, "EndTime", toIso(endTime))]),
  ];
}
