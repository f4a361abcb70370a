import { hourMs } from "#lib/domain/time.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { type CausedActivity, toCausedActivities } from "#lib/rules/scaling/activity-cause.ts";
import { toClock, toCount, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";
import { groupBy } from "#lib/timeline/group-by.ts";

/** What happened longer ago explains nothing of today. */
const recentMs = 24 * hourMs;

type Instances = ReadonlyMap<string, FactRevision<"instance">>;

export const manualTerminationReplaced = defineRule({
  id: "manual-termination-replaced",
  title: "Instances were terminated or stopped outside Auto Scaling",
  severity: "info",
  why: "Somebody or something ended the instance in EC2, past Auto Scaling. Auto Scaling noticed it at a health check and replaces the instance. What a scale-in does first, draining its traffic, came too late or not at all.",
  docs: [
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-healthchecks.html",
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html",
  ],
  thresholds: [
    {
      what: "it happened within",
      value: toDuration(recentMs),
      reason: "A replacement is in service long before.",
    },
  ],
  lookalikes: [
    "EC2 gives the same reason whether a person, a script or the machine itself ended it: only CloudTrail names who called.",
    "A Spot instance that AWS took back: spot-interruption. What AWS ended itself has a reason that begins with Server.",
  ],
  leadsTo: [
    "ghost-deployment-target",
    "terminated-while-deployment-pending",
    "terminated-mid-lifecycle-event",
  ],
  needs: ["autoscaling-activities", "ec2-instances"],
  check(facts, context) {
    const instances: Instances = new Map(facts.instance.map((instance) => [instance.value.id, instance]));
    const ended = toCausedActivities(facts["scaling-activity"], "terminate").filter(
      ({ activity, cause, instanceId }) =>
        cause === "ec2-health" &&
        context.now - activity.value.startTime <= recentMs &&
        !wasEndedByAws(instances.get(instanceId ?? "")),
    );
    return [...groupBy(ended, ({ activity }) => activity.value.group)].map(([group, activities]) =>
      toFinding({ group, activities, instances }, context),
    );
  },
});

/** EC2's own reasons begin with Server (m:ec2). */
function wasEndedByAws(instance: FactRevision<"instance"> | undefined): boolean {
  return instance?.value.listed === true && /^Server\./i.test(instance.value.stateReasonCode ?? "");
}

type Found = {
  readonly group: string;
  readonly activities: readonly CausedActivity[];
  readonly instances: Instances;
};

function toFinding({ group, activities, instances }: Found, context: CheckContext): RuleFinding {
  const times = activities.map(({ activity }) => activity.value.startTime);
  const since = times.at(-1) ?? context.now;
  const ids = activities.flatMap(({ instanceId }) => instanceId ?? []);
  return {
    subject: { kind: "auto-scaling-group", id: group },
    verdict: "proved",
    since,
    summary: `${toCount(activities.length, "instance")} of ${group} ${activities.length === 1 ? "was" : "were"} terminated or stopped outside Auto Scaling${ids.length === 0 ? "" : ` (${toWords(ids)})`}; it began to replace ${activities.length === 1 ? "it" : "them"} at ${toClock(since, context.now)}.`,
    evidence: activities.flatMap(({ activity, instanceId }) => [
      cite(activity, "Cause", activity.value.cause ?? ""),
      ...citeReason(instances.get(instanceId ?? "")),
    ]),
    disprovedBy: "Another cause in the activity.",
    advice: [
      {
        text: "Who did it stands in CloudTrail, for 90 days. It changes nothing.",
        command: toCommand(context.scope, [
          "cloudtrail",
          "lookup-events",
          "--lookup-attributes",
          `AttributeKey=ResourceName,AttributeValue=${ids[0] ?? group}`,
        ]),
      },
      {
        text: "For next time end instances through Auto Scaling (terminate-instance-in-auto-scaling-group): it takes them out of traffic first.",
      },
    ],
  };
}

function citeReason(instance: FactRevision<"instance"> | undefined) {
  if (instance === undefined || !instance.value.listed) return [];
  const { stateReasonCode } = instance.value;
  return stateReasonCode === undefined ? [] : [cite(instance, "StateReason.Code", stateReasonCode)];
}
