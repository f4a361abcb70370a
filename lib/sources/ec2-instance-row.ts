import * as z from "zod";
import type { Instance } from "#lib/domain/ec2.ts";
import { type Instant, parseInstant } from "#lib/domain/time.ts";
import { AwsTags, AwsTime } from "#lib/sources/parse-rows.ts";

const text = z.string().optional();

export type ListedInstance = Extract<Instance, { readonly listed: true }>;

/** One instance of DescribeInstances. */
export const InstanceRow = z
  .object({
    InstanceId: z.string(),
    State: z.object({ Name: z.string() }),
    LaunchTime: AwsTime.optional(),
    StateTransitionReason: text,
    StateReason: z.object({ Code: text, Message: text }).optional(),
    ImageId: text,
    InstanceType: text,
    Placement: z.object({ AvailabilityZone: text }).optional(),
    PrivateIpAddress: text,
    IamInstanceProfile: z.object({ Arn: text }).optional(),
    InstanceLifecycle: text,
    MetadataOptions: z.object({ HttpEndpoint: text }).optional(),
    Tags: AwsTags,
  })
  .transform(
    (row): ListedInstance => ({
      id: row.InstanceId,
      listed: true,
      state: row.State.Name,
      launchTime: row.LaunchTime,
      terminatedAt: parseTerminatedAt(row.State.Name, row.StateTransitionReason ?? ""),
      stateTransitionReason: row.StateTransitionReason,
      stateReasonCode: row.StateReason?.Code,
      stateReasonMessage: row.StateReason?.Message,
      imageId: row.ImageId,
      instanceType: row.InstanceType,
      zone: row.Placement?.AvailabilityZone,
      privateIp: row.PrivateIpAddress,
      profileArn: row.IamInstanceProfile?.Arn,
      lifecycle: row.InstanceLifecycle,
      metadataEndpoint: row.MetadataOptions?.HttpEndpoint,
      tags: row.Tags,
    }),
  );

const transitionTime = /\((\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (?:GMT|UTC)\)/;

/** `User initiated (2026-01-31 12:34:56 GMT)`. A stopped instance says when it was stopped in the same words. */
function parseTerminatedAt(state: string, reason: string): Instant | undefined {
  if (state !== "terminated" && state !== "shutting-down") return undefined;
  const found = transitionTime.exec(reason);
  return found === null ? undefined : parseInstant(`${found[1]}T${found[2]}Z`);
}
