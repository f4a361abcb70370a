import {
  type Activity,
  DescribeScalingActivitiesCommand,
  type DescribeScalingActivitiesType,
} from "@aws-sdk/client-auto-scaling";
import { addMs, hourMs, type Instant, parseInstant } from "#lib/domain/time.ts";
import { findGroup } from "#lib/simulator/handlers/auto-scaling/lookup.ts";
import { toRecordsPage } from "#lib/simulator/handlers/auto-scaling/records-page.ts";
import { batchLimits } from "#lib/simulator/handlers/batch-limits.ts";
import type { SimContext } from "#lib/simulator/handlers/context.ts";
import { defineOperation } from "#lib/simulator/handlers/define-operation.ts";
import { toOpenEnum } from "#lib/simulator/handlers/open-enum.ts";
import { toValidationError } from "#lib/simulator/handlers/validation.ts";
import { toDate, toOptionalDate } from "#lib/simulator/handlers/wire-time.ts";
import type { SimActivity, SimAutoScalingGroup } from "#lib/simulator/world/state.ts";

/** Activities older than six weeks are not shown; texts are cut (m:autoscaling). */
const visibleMs = 6 * 7 * 24 * hourMs;
const causeCharacters = 1_023;
const statusMessageCharacters = 255;

/** Newest first. */
export const describeScalingActivities = defineOperation(
  DescribeScalingActivitiesCommand,
  (input, context) => {
    const wanted = toWanted(input, context.now);
    const rows = toGroups(input, context)
      .flatMap((group) => group.activities.toReversed().map((activity) => ({ group, activity })))
      .filter(({ activity }) => isWanted(activity, wanted))
      .sort((left, right) => right.activity.startTime - left.activity.startTime);
    const page = toRecordsPage("DescribeScalingActivities", rows, {
      input,
      context,
      keyOf: ({ activity }) => activity.id,
    });
    return {
      Activities: page.items.map(({ group, activity }) => toActivity(group, activity)),
      NextToken: page.next,
    };
  },
);

function toGroups(
  input: DescribeScalingActivitiesType,
  { region }: SimContext,
): readonly SimAutoScalingGroup[] {
  if (input.AutoScalingGroupName === undefined) return [...region.autoScalingGroups.values()];
  return [findGroup(region, input.AutoScalingGroupName)];
}

type Wanted = {
  readonly ids: readonly string[];
  readonly statuses: readonly string[];
  readonly fromMs: number;
  readonly to: Instant | undefined;
};

function toWanted(input: DescribeScalingActivitiesType, now: Instant): Wanted {
  const ids = input.ActivityIds ?? [];
  if (ids.length > batchLimits.DescribeScalingActivities) {
    throw toValidationError(
      `At most ${batchLimits.DescribeScalingActivities} activity ids, not ${ids.length}`,
    );
  }
  const filters = toFilters(input);
  const oldest = addMs(now, -visibleMs);
  const from = toBound(filters.get("StartTimeLowerBound")) ?? oldest;
  return {
    ids,
    statuses: filters.get("Status") ?? [],
    fromMs: Math.max(from, oldest),
    to: toBound(filters.get("StartTimeUpperBound")),
  };
}

function toFilters(input: DescribeScalingActivitiesType): Map<string, readonly string[]> {
  const filters = new Map<string, readonly string[]>();
  for (const { Name = "", Values = [] } of input.Filters ?? []) {
    if (!["StartTimeLowerBound", "StartTimeUpperBound", "Status"].includes(Name)) {
      throw toValidationError(
        `Filter ${Name} is not one of StartTimeLowerBound, StartTimeUpperBound, Status`,
      );
    }
    if (Name === "Status" && input.AutoScalingGroupName === undefined) {
      throw toValidationError("The Status filter needs an AutoScalingGroupName");
    }
    filters.set(Name, Values);
  }
  return filters;
}

/** A time without a zone is UTC (m:autoscaling). */
function toBound(values: readonly string[] | undefined): Instant | undefined {
  const [text] = values ?? [];
  if (text === undefined) return undefined;
  const instant = parseInstant(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`);
  if (instant === undefined) throw toValidationError(`${text} is no ISO 8601 time`);
  return instant;
}

function isWanted(activity: SimActivity, { ids, statuses, fromMs, to }: Wanted): boolean {
  if (ids.length > 0 && !ids.includes(activity.id)) return false;
  if (statuses.length > 0 && !statuses.includes(activity.statusCode)) return false;
  return activity.startTime >= fromMs && (to === undefined || activity.startTime <= to);
}

function toActivity(group: SimAutoScalingGroup, activity: SimActivity): Activity {
  return {
    ActivityId: activity.id,
    AutoScalingGroupName: activity.group,
    AutoScalingGroupARN: group.arn,
    Description: activity.description,
    Cause: activity.cause.slice(0, causeCharacters),
    StartTime: toDate(activity.startTime),
    EndTime: toOptionalDate(activity.endTime),
    StatusCode: toOpenEnum(activity.statusCode),
    StatusMessage: activity.statusMessage?.slice(0, statusMessageCharacters),
    Progress: activity.progress,
    Details: activity.details,
  };
}
