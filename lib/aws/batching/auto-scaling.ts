import type { DescribeScalingActivitiesCommandInput } from "@aws-sdk/client-auto-scaling";
import { defineBatch } from "#lib/aws/batching/define-batch.ts";
import { defineListing } from "#lib/aws/batching/define-listing.ts";
import { describeAutoScalingGroups, describeScalingActivities } from "#lib/aws/operations.ts";
import { nextByToken } from "#lib/aws/paginate.ts";
import { type Instant, parseInstant, toIso } from "#lib/domain/time.ts";

/** m:autoscaling: as many names as MaxRecords says, which is at most this. */
const groupsPerCall = 100;
const activitiesPerPage = 100;

export const autoScalingGroupsByName = defineBatch({
  operation: describeAutoScalingGroups,
  most: groupsPerCall,
  names: ({ AutoScalingGroupNames }) => AutoScalingGroupNames,
  join: (names) => ({ AutoScalingGroupNames: [...names], MaxRecords: groupsPerCall }),
  next: nextByToken,
  rows: ({ AutoScalingGroups }) => AutoScalingGroups,
  keyOf: ({ AutoScalingGroupName }) => AutoScalingGroupName,
  toOutput: (AutoScalingGroups) => ({ AutoScalingGroups, $metadata: {} }),
});

export function toActivitiesInput(
  { AutoScalingGroupName }: DescribeScalingActivitiesCommandInput,
  from: Instant,
): DescribeScalingActivitiesCommandInput {
  const since = toIso(from).replace(/\.\d+Z$/, "Z");
  return {
    ...(AutoScalingGroupName !== undefined && { AutoScalingGroupName }),
    MaxRecords: activitiesPerPage,
    Filters: [{ Name: "StartTimeLowerBound", Values: [since] }],
  };
}

/** The activities of single groups since some time, out of one listing of all groups of the region. */
export const scalingActivitiesSince = defineListing({
  operation: describeScalingActivities,
  denied: "everybody",
  parse({ AutoScalingGroupName: owner, Filters = [] }) {
    const from = parseInstant(Filters[0]?.Values?.[0] ?? "");
    return owner === undefined || from === undefined ? undefined : { owner, from };
  },
  everything: {},
  toInput: toActivitiesInput,
  next: nextByToken,
  rows: ({ Activities }) => Activities,
  findOwners: async (rows) =>
    rows.map((row) => ({ row, owner: row.AutoScalingGroupName ?? "", at: row.StartTime?.getTime() })),
  /** Whoever asks for activities mostly asks for the groups, too, and at the same time: this then costs no call. */
  async findExisting(names, batching) {
    const outcomes = await Promise.all(
      names.map((name) => batching(describeAutoScalingGroups, autoScalingGroupsByName.join([name]))),
    );
    const groups = outcomes.flatMap((outcome) =>
      outcome.ok ? (outcome.output.AutoScalingGroups ?? []) : [],
    );
    return new Set(groups.flatMap(({ AutoScalingGroupName }) => AutoScalingGroupName ?? []));
  },
  toOutput: (Activities) => ({ Activities, $metadata: {} }),
});
