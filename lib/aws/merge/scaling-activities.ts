import type { Activity, DescribeScalingActivitiesCommandInput } from "@aws-sdk/client-auto-scaling";
import { toBoundKey, toMostPages } from "#lib/aws/merge/account-wide.ts";
import { defineMerge, type MergeCalls } from "#lib/aws/merge/define-merge.ts";
import { fetchRows } from "#lib/aws/merge/fetch-rows.ts";
import { findSingleFilter, hasOnly } from "#lib/aws/merge/input-shape.ts";
import { describeAutoScalingGroups, describeScalingActivities } from "#lib/aws/operations.ts";
import { nextByToken } from "#lib/aws/paginate.ts";
import { type Instant, parseInstant } from "#lib/domain/time.ts";

type Input = DescribeScalingActivitiesCommandInput;

/** m:autoscaling. */
const activitiesPerPage = 100;
const groupsPerPage = 100;
const boundFilter = "StartTimeLowerBound";

/** The activities of single groups since some time, out of one listing of all groups of the region. */
export const scalingActivitiesMerge = defineMerge({
  operation: describeScalingActivities,
  reach: "everything",
  denied: "everybody",
  most: Number.POSITIVE_INFINITY,
  key(input) {
    const plain = hasOnly(input, ["AutoScalingGroupName", "MaxRecords", "Filters"]);
    const bound = findBound(input);
    if (!plain || input.MaxRecords !== activitiesPerPage || bound === undefined) return undefined;
    return toBoundKey(bound);
  },
  names: ({ AutoScalingGroupName: name }) => (name === undefined ? [] : [name]),
  async fetch(inputs, { call, merging }) {
    const [listed, existing] = await Promise.all([
      fetchRows(call, describeScalingActivities, {
        input: { MaxRecords: activitiesPerPage, Filters: findEarliest(inputs)?.Filters },
        next: nextByToken,
        rows: ({ Activities }) => Activities,
        mostPages: toMostPages(inputs.length),
      }),
      findExisting(inputs, merging),
    ]);
    if (listed.kind !== "listed") return listed;
    const byGroup = toGroups(listed.rows);
    return {
      kind: "answered",
      readAt: listed.readAt,
      answerTo(input) {
        const name = input.AutoScalingGroupName ?? "";
        const bound = findBound(input) ?? 0;
        const Activities = byGroup.get(name)?.filter(({ StartTime }) => isSince(StartTime, bound)) ?? [];
        // A group that does not exist has no activities either, but alone it would get AWS's error.
        if (Activities.length === 0 && !existing.has(name)) return undefined;
        return { Activities, $metadata: {} };
      },
    };
  },
});

function findBound({ Filters }: Input): Instant | undefined {
  const filter = findSingleFilter(Filters);
  const [text, ...others] = filter?.name === boundFilter ? filter.values : [];
  return text === undefined || others.length > 0 ? undefined : parseInstant(text);
}

function findEarliest(inputs: readonly Input[]): Input | undefined {
  return inputs.toSorted((left, right) => (findBound(left) ?? 0) - (findBound(right) ?? 0))[0];
}

function toGroups(activities: readonly Activity[]): ReadonlyMap<string, readonly Activity[]> {
  const groups = new Map<string, Activity[]>();
  for (const activity of activities) {
    const name = activity.AutoScalingGroupName ?? "";
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [activity]);
    else group.push(activity);
  }
  return groups;
}

/** One without a time is left to those who parse it. */
function isSince(startTime: Date | undefined, bound: number): boolean {
  return startTime === undefined || startTime.getTime() >= bound;
}

/** Whoever asks for activities mostly asks for the groups, too, and at the same time: this then costs no call. */
async function findExisting(
  inputs: readonly Input[],
  merging: MergeCalls["merging"],
): Promise<ReadonlySet<string>> {
  const names = new Set(inputs.flatMap(({ AutoScalingGroupName }) => AutoScalingGroupName ?? []));
  const outcomes = await Promise.all(
    [...names].map((name) =>
      merging(describeAutoScalingGroups, { AutoScalingGroupNames: [name], MaxRecords: groupsPerPage }),
    ),
  );
  const groups = outcomes.flatMap((outcome) => (outcome.ok ? (outcome.output.AutoScalingGroups ?? []) : []));
  return new Set(groups.flatMap(({ AutoScalingGroupName }) => AutoScalingGroupName ?? []));
}
