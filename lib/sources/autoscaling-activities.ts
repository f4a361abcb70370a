import * as z from "zod";
import { toActivitiesInput } from "#lib/aws/batching/auto-scaling.ts";
import { describeScalingActivities } from "#lib/aws/operations.ts";
import { nextByToken } from "#lib/aws/paginate.ts";
import { decodeActivity } from "#lib/domain/activity-text.ts";
import type { ActivityLog, ScalingActivity } from "#lib/domain/auto-scaling.ts";
import type { Fact } from "#lib/domain/fact.ts";
import type { Instant } from "#lib/domain/time.ts";
import { toActivityWindow } from "#lib/sources/activity-window.ts";
import { defineRow } from "#lib/sources/define-row.ts";
import { findAutoScalingGroupNames } from "#lib/sources/group-resources.ts";
import { findKnownFacts, pickFacts } from "#lib/sources/known-facts.ts";
import { recentMs } from "#lib/sources/look-back.ts";
import { AwsTime, makeParser, maybe } from "#lib/sources/parse-rows.ts";
import { toActivityPast } from "#lib/sources/past-activities.ts";
import { readPages, unlessGone } from "#lib/sources/read-pages.ts";
import { showActivities } from "#lib/sources/show-activities.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";

type Kinds = { "scaling-activity": ScalingActivity; "activity-log": ActivityLog };
type ActivityFact = Fact<"scaling-activity", ScalingActivity>;

const mostPages = 10;
const mostDeepPages = 50;

const parseActivityRows = makeParser(
  describeScalingActivities,
  "Activities",
  defineRow<ScalingActivity>({
    id: ["ActivityId", z.string()],
    group: ["AutoScalingGroupName", z.string()],
    status: ["StatusCode", z.string()],
    description: ["Description", z.string().default("")],
    cause: ["Cause", maybe.text],
    statusMessage: ["StatusMessage", maybe.text],
    startTime: ["StartTime", AwsTime],
    endTime: ["EndTime", maybe.time],
    progress: ["Progress", maybe.number],
  }),
);

export const autoscalingActivities = defineSource<"autoscaling-activities", Kinds>({
  id: "autoscaling-activities",
  title: "Auto Scaling: activities",
  level: "group",
  pace: "moving",
  kinds: ["scaling-activity", "activity-log"],
  operations: [describeScalingActivities],
  after: ["codedeploy-group"],
  mentions: true,
  deep: true,
  volatile: { "scaling-activity": ["progress"] satisfies (keyof ScalingActivity)[] },
  async read(context) {
    await Promise.all(findAutoScalingGroupNames(context).map((name) => readActivities(context, name)));
  },
  mentionedIn: (facts, now) => findInstances(pickFacts(facts, "scaling-activity"), now),
  past: (fact, readAt) =>
    pickFacts([fact], "scaling-activity").flatMap((activity) => toActivityPast(activity, readAt)),
  show: (revisions, now) => showActivities(revisions["scaling-activity"], now),
});

async function readActivities(context: ReadContext<Kinds>, name: string): Promise<void> {
  const known = findKnownFacts(context, "scaling-activity").filter(({ value }) => value.group === name);
  const wasRead = findKnownFacts(context, "activity-log").some(({ value }) => value.group === name);
  const { from, repeated } = toActivityWindow({ known, wasRead }, context);
  context.mention(findInstances(repeated, context.now));
  const named = new Set<string>();
  const complete = await readPages(unlessGone(context), describeScalingActivities, {
    input: toActivitiesInput({ AutoScalingGroupName: name }, from),
    next: nextByToken,
    maxPages: context.since === undefined ? mostPages : mostDeepPages,
    onPage: ({ Activities }) => {
      const facts = parseActivities(context, Activities);
      for (const fact of facts) {
        context.emit(fact);
        named.add(fact.entity);
      }
      context.mention(findInstances(facts, context.now));
    },
  });
  // An answer that was cut closes nothing, so nothing need be said again; and without one nothing was said.
  if (!complete) return;
  const operation = describeScalingActivities.id;
  context.emit({ kind: "activity-log", entity: name, value: { group: name }, operation });
  for (const fact of repeated) if (!named.has(fact.entity)) context.emit(fact);
}

function parseActivities(context: ReadContext<Kinds>, rows: unknown): readonly ActivityFact[] {
  const activities = parseActivityRows(context, rows);
  return activities.map((value) => ({
    kind: "scaling-activity",
    entity: value.id,
    value,
    operation: describeScalingActivities.id,
  }));
}

/** The instances of activities that go on or ended lately. */
function findInstances(facts: readonly ActivityFact[], now: Instant): readonly string[] {
  return facts.flatMap(({ value }) => {
    const ended = value.endTime !== undefined && value.endTime < now - recentMs;
    return ended ? [] : (decodeActivity(value).instanceId ?? []);
  });
}
