import * as z from "zod";
import { describeScalingActivities } from "#lib/aws/operations.ts";
import { nextByToken } from "#lib/aws/paginate.ts";
import { decodeActivity } from "#lib/domain/activity-text.ts";
import { isFinalActivity, type ScalingActivity } from "#lib/domain/auto-scaling.ts";
import { hourMs, type Instant, toInstant, toIso } from "#lib/domain/time.ts";
import { findAutoScalingGroupNames } from "#lib/sources/group-resources.ts";
import { findKnownFacts } from "#lib/sources/known-facts.ts";
import { AwsTime, parseRows } from "#lib/sources/parse-rows.ts";
import { readPages } from "#lib/sources/read-pages.ts";
import { showActivities } from "#lib/sources/show-activities.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";

type Kinds = { "scaling-activity": ScalingActivity };

const recentMs = 6 * hourMs;
const mostPages = 10;

/** m:autoscaling. */
const activitiesPerPage = 100;

const text = z.string().optional();
const ActivityRow = z
  .object({
    ActivityId: z.string(),
    AutoScalingGroupName: z.string(),
    StatusCode: z.string(),
    Description: z.string().default(""),
    Cause: text,
    StatusMessage: text,
    StartTime: AwsTime,
    EndTime: AwsTime.optional(),
    Progress: z.number().optional(),
  })
  .transform(
    (row): ScalingActivity => ({
      id: row.ActivityId,
      group: row.AutoScalingGroupName,
      status: row.StatusCode,
      description: row.Description,
      cause: row.Cause,
      statusMessage: row.StatusMessage,
      startTime: row.StartTime,
      endTime: row.EndTime,
      progress: row.Progress,
    }),
  );

export const autoscalingActivities = defineSource<"autoscaling-activities", Kinds>({
  id: "autoscaling-activities",
  title: "Auto Scaling: activities",
  level: "group",
  pace: "moving",
  kinds: ["scaling-activity"],
  operations: [describeScalingActivities],
  after: ["codedeploy-group"],
  mentions: true,
  async read(context) {
    await Promise.all(findAutoScalingGroupNames(context).map((name) => readActivities(context, name)));
  },
  show: (revisions, now) => showActivities(revisions["scaling-activity"], now),
});

async function readActivities(context: ReadContext<Kinds>, name: string): Promise<void> {
  const lowerBound = toIso(findLowerBound(context, name)).replace(/\.\d+Z$/, "Z");
  await readPages(context, describeScalingActivities, {
    input: {
      AutoScalingGroupName: name,
      MaxRecords: activitiesPerPage,
      Filters: [{ Name: "StartTimeLowerBound", Values: [lowerBound] }],
    },
    next: nextByToken,
    maxPages: mostPages,
    onPage: ({ Activities }) => emitActivities(context, Activities),
  });
}

/** Six hours, or back to the oldest activity that was still going on when last read: its end must not be missed. */
function findLowerBound(context: ReadContext<Kinds>, name: string): Instant {
  const open = findKnownFacts(context, "scaling-activity").filter(
    ({ value }) => value.group === name && !isFinalActivity(value),
  );
  const starts = open.map(({ value }) => value.startTime);
  return toInstant(Math.min(context.now - recentMs, ...starts));
}

function emitActivities(context: ReadContext<Kinds>, rows: unknown): void {
  const activities = parseRows(context, {
    operation: describeScalingActivities,
    member: "Activities",
    rows,
    schema: ActivityRow,
  });
  for (const value of activities) {
    context.emit({
      kind: "scaling-activity",
      entity: value.id,
      value,
      operation: describeScalingActivities.id,
    });
    const { instanceId } = decodeActivity(value);
    const ended = value.endTime !== undefined && value.endTime < context.now - recentMs;
    if (instanceId !== undefined && !ended) context.mention([instanceId]);
  }
}
