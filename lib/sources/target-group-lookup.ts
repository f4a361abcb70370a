import * as z from "zod";
import { describeTargetGroups } from "#lib/aws/operations.ts";
import { nextByMarker } from "#lib/aws/paginate.ts";
import type { TargetGroup } from "#lib/domain/elb.ts";
import type { Failure } from "#lib/domain/failure.ts";
import { AwsNames, parseRows } from "#lib/sources/parse-rows.ts";
import { readPages } from "#lib/sources/read-pages.ts";
import type { Reader } from "#lib/sources/source.ts";

const text = z.string().optional();
const number = z.number().optional();
const TargetGroupRow = z
  .object({
    TargetGroupArn: z.string(),
    TargetGroupName: z.string(),
    Protocol: text,
    Port: number,
    TargetType: text,
    LoadBalancerArns: AwsNames,
    HealthCheckEnabled: z.boolean().optional(),
    HealthCheckPath: text,
    HealthCheckIntervalSeconds: number,
    HealthCheckTimeoutSeconds: number,
    HealthyThresholdCount: number,
    UnhealthyThresholdCount: number,
  })
  .transform(
    (row): TargetGroup => ({
      arn: row.TargetGroupArn,
      name: row.TargetGroupName,
      protocol: row.Protocol,
      port: row.Port,
      targetType: row.TargetType,
      loadBalancerArns: row.LoadBalancerArns,
      healthCheckEnabled: row.HealthCheckEnabled,
      healthCheckPath: row.HealthCheckPath,
      healthCheckIntervalSeconds: row.HealthCheckIntervalSeconds,
      healthCheckTimeoutSeconds: row.HealthCheckTimeoutSeconds,
      healthyThreshold: row.HealthyThresholdCount,
      unhealthyThreshold: row.UnhealthyThresholdCount,
    }),
  );

/** DescribeTargetGroups takes ARNs or names, never both. */
export type TargetGroupQuery = { readonly by: "arn" | "name"; readonly values: readonly string[] };

/**
 * Describes target groups; none asked for, no call. One that is missing fails the whole call without being named, so
 * then each is asked for alone: the others are still found, and the failure names the missing one.
 */
export async function fetchTargetGroups(
  reader: Reader,
  { by, values }: TargetGroupQuery,
): Promise<readonly TargetGroup[]> {
  const [first] = values;
  if (first === undefined) return [];
  const found: TargetGroup[] = [];
  let missing: Failure | undefined;
  await readPages(reader, describeTargetGroups, {
    input: by === "arn" ? { TargetGroupArns: [...values] } : { Names: [...values] },
    next: nextByMarker,
    onPage: ({ TargetGroups }) => {
      found.push(
        ...parseRows(reader, {
          operation: describeTargetGroups,
          member: "TargetGroups",
          rows: TargetGroups,
          schema: TargetGroupRow,
        }),
      );
    },
    onFailure: (failure) => {
      if (failure.kind === "not-found") missing = failure;
      else reader.fail(failure);
    },
  });
  if (missing === undefined) return found;
  if (values.length > 1) {
    const alone = values.map((value) => fetchTargetGroups(reader, { by, values: [value] }));
    return (await Promise.all(alone)).flat();
  }
  reader.fail({ ...missing, message: `${missing.message} (${first})` });
  return [];
}
