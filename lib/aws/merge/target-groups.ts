import { defineNamedMerge } from "#lib/aws/merge/define-named-merge.ts";
import { hasOnly } from "#lib/aws/merge/input-shape.ts";
import { pickInOrder, pickRows } from "#lib/aws/merge/pick.ts";
import { describeTargetGroups } from "#lib/aws/operations.ts";
import { nextByMarker } from "#lib/aws/paginate.ts";

/** How many may be named is not documented; a page holds 400 (m:elbv2). */
const targetGroupsPerCall = 100;

export const targetGroupsByArnMerge = defineNamedMerge({
  operation: describeTargetGroups,
  denied: "everybody",
  most: targetGroupsPerCall,
  key: (input) => (hasOnly(input, ["TargetGroupArns"]) ? "arns" : undefined),
  names: ({ TargetGroupArns = [] }) => TargetGroupArns,
  join: (arns) => ({ TargetGroupArns: arns }),
  next: nextByMarker,
  rows: ({ TargetGroups }) => TargetGroups,
  split: (rows, { TargetGroupArns = [] }) => ({
    TargetGroups: pickInOrder(rows, TargetGroupArns, (row) => row.TargetGroupArn),
    $metadata: {},
  }),
});

export const targetGroupsByNameMerge = defineNamedMerge({
  operation: describeTargetGroups,
  denied: "everybody",
  most: targetGroupsPerCall,
  key: (input) => (hasOnly(input, ["Names"]) ? "names" : undefined),
  names: ({ Names = [] }) => Names,
  join: (names) => ({ Names: names }),
  next: nextByMarker,
  rows: ({ TargetGroups }) => TargetGroups,
  split: (rows, { Names = [] }) => ({
    TargetGroups: pickRows(rows, Names, (row) => row.TargetGroupName),
    $metadata: {},
  }),
});
