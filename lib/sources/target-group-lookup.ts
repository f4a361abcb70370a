import * as z from "zod";
import { targetGroupsByArn, targetGroupsByName } from "#lib/aws/batching/elb.ts";
import { describeTargetGroups } from "#lib/aws/operations.ts";
import { nextByMarker } from "#lib/aws/paginate.ts";
import type { TargetGroup } from "#lib/domain/elb.ts";
import { defineRow } from "#lib/sources/define-row.ts";
import { findTargetGroups, type Knowing } from "#lib/sources/group-resources.ts";
import { AwsNames, makeParser, maybe } from "#lib/sources/parse-rows.ts";
import { readPages } from "#lib/sources/read-pages.ts";
import type { Reader } from "#lib/sources/source.ts";

const parseGroups = makeParser(
  describeTargetGroups,
  "TargetGroups",
  defineRow<TargetGroup>({
    arn: ["TargetGroupArn", z.string()],
    name: ["TargetGroupName", z.string()],
    protocol: ["Protocol", maybe.text],
    port: ["Port", maybe.number],
    targetType: ["TargetType", maybe.text],
    loadBalancerArns: ["LoadBalancerArns", AwsNames],
    healthCheckEnabled: ["HealthCheckEnabled", maybe.flag],
    healthCheckPath: ["HealthCheckPath", maybe.text],
    healthCheckIntervalSeconds: ["HealthCheckIntervalSeconds", maybe.number],
    healthCheckTimeoutSeconds: ["HealthCheckTimeoutSeconds", maybe.number],
    healthyThreshold: ["HealthyThresholdCount", maybe.number],
    unhealthyThreshold: ["UnhealthyThresholdCount", maybe.number],
  }),
);

/** DescribeTargetGroups takes ARNs or names, never both. */
export type TargetGroupQuery = { readonly by: "arn" | "name"; readonly values: readonly string[] };

export type FoundTargetGroups = {
  readonly groups: readonly TargetGroup[];
  /** Names or ARNs that ELB says do not exist. */
  readonly missing: readonly string[];
};

/**
 * Describes target groups; none asked for, no call. One that is missing fails the whole call without being named, so
 * then each is asked for alone: the others are still found, and it is known which one is missing.
 */
export async function fetchTargetGroups(
  reader: Reader,
  { by, values }: TargetGroupQuery,
): Promise<FoundTargetGroups> {
  if (values.length === 0) return { groups: [], missing: [] };
  const groups: TargetGroup[] = [];
  let isMissing = false;
  await readPages(reader, describeTargetGroups, {
    input: (by === "arn" ? targetGroupsByArn : targetGroupsByName).join(values),
    next: nextByMarker,
    onPage: ({ TargetGroups }) => groups.push(...parseGroups(reader, TargetGroups)),
    onFailure: (failure) => {
      if (failure.kind === "not-found") isMissing = true;
      else reader.fail(failure);
    },
  });
  if (!isMissing) return { groups, missing: [] };
  if (values.length === 1) return { groups: [], missing: [...values] };
  const alone = await Promise.all(values.map((value) => fetchTargetGroups(reader, { by, values: [value] })));
  return {
    groups: alone.flatMap((found) => found.groups),
    missing: alone.flatMap((found) => found.missing),
  };
}

/** Reads something of each target group that the deployment group and its Auto Scaling groups name. */
export async function eachTargetGroup(
  context: Reader & Knowing,
  read: (arn: string) => Promise<void>,
): Promise<void> {
  const { arns, names } = findTargetGroups(context);
  // Only these need a call first. It is the same one that elb-target-groups makes, so the call port makes it once.
  const named = fetchTargetGroups(context, { by: "name", values: names });
  await Promise.all([
    ...arns.map(read),
    named.then(({ groups }) => Promise.all(groups.map(({ arn }) => read(arn)))),
  ]);
}
