import * as z from "zod";
import type { Instance } from "#lib/domain/ec2.ts";
import { type Instant, parseInstant } from "#lib/domain/time.ts";
import { defineRow } from "#lib/sources/define-row.ts";
import { AwsTags, AwsTime } from "#lib/sources/parse-rows.ts";

const text = z.string().optional();

export type ListedInstance = Extract<Instance, { readonly listed: true }>;

/** One instance of DescribeInstances. */
export const InstanceRow = defineRow<Omit<ListedInstance, "listed" | "terminatedAt">>({
  id: ["InstanceId", z.string()],
  state: ["State.Name", z.string()],
  launchTime: ["LaunchTime", AwsTime.optional()],
  stateTransitionReason: ["StateTransitionReason", text],
  stateReasonCode: ["StateReason.Code", text],
  stateReasonMessage: ["StateReason.Message", text],
  imageId: ["ImageId", text],
  instanceType: ["InstanceType", text],
  zone: ["Placement.AvailabilityZone", text],
  privateIp: ["PrivateIpAddress", text],
  profileArn: ["IamInstanceProfile.Arn", text],
  lifecycle: ["InstanceLifecycle", text],
  metadataEndpoint: ["MetadataOptions.HttpEndpoint", text],
  tags: ["Tags", AwsTags],
}).transform(({ id, state, launchTime, ...rest }): ListedInstance => {
  const terminatedAt = parseTerminatedAt(state, rest.stateTransitionReason ?? "");
  return { id, listed: true, state, launchTime, terminatedAt, ...rest };
});

const transitionTime = /\((\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (?:GMT|UTC)\)/;

/** `User initiated (2026-01-31 12:34:56 GMT)`. A stopped instance says when it was stopped in the same words. */
function parseTerminatedAt(state: string, reason: string): Instant | undefined {
  if (state !== "terminated" && state !== "shutting-down") return undefined;
  const found = transitionTime.exec(reason);
  return found === null ? undefined : parseInstant(`${found[1]}T${found[2]}Z`);
}
