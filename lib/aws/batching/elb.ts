import { defineBatch } from "#lib/aws/batching/define-batch.ts";
import { describeTargetGroups } from "#lib/aws/operations.ts";
import { nextByMarker } from "#lib/aws/paginate.ts";

/** How many may be named is not documented; a page holds 400 (m:elbv2). */
const targetGroupsPerCall = 100;

export const targetGroupsByArn = defineBatch({
  operation: describeTargetGroups,
  most: targetGroupsPerCall,
  names: ({ TargetGroupArns }) => TargetGroupArns,
  join: (arns) => ({ TargetGroupArns: [...arns] }),
  next: nextByMarker,
  rows: ({ TargetGroups }) => TargetGroups,
  keyOf: ({ TargetGroupArn }) => TargetGroupArn,
  toOutput: (TargetGroups) => ({ TargetGroups, $metadata: {} }),
});

export const targetGroupsByName = defineBatch({
  operation: describeTargetGroups,
  most: targetGroupsPerCall,
  names: ({ Names }) => Names,
  join: (names) => ({ Names: [...names] }),
  next: nextByMarker,
  rows: ({ TargetGroups }) => TargetGroups,
  keyOf: ({ TargetGroupName }) => TargetGroupName,
  toOutput: (TargetGroups) => ({ TargetGroups, $metadata: {} }),
});
