import * as z from "zod";
import type { Instance } from "#lib/domain/ec2.ts";
import { type Instant, parseInstant } from "#lib/domain/time.ts";
import { defineRow } from "#lib/sources/define-row.ts";
import { AwsTags, maybe } from "#lib/sources/parse-rows.ts";

export type ListedInstance = Extract<Instance, { readonly listed: true }>;

/** One instance of DescribeInstances. */
export const InstanceRow = defineRow<Omit<ListedInstance, "listed" | "terminatedAt">>({
  id: ["InstanceId", z.string()],
  state: ["State.Name", z.string()],
  launchTime: ["LaunchTime", maybe.time],
  stateTransitionReason: ["StateTransitionReason", maybe.text],
  stateReasonCode: ["StateReason.Code", maybe.text],
  stateReasonMessage: ["StateReason.Message", maybe.text],
  imageId: ["ImageId", maybe.text],
  instanceType: ["InstanceType", maybe.text],
  zone: ["Placement.AvailabilityZone", maybe.text],
  privateIp: ["PrivateIpAddress", maybe.text],
  profileArn: ["IamInstanceProfile.Arn", maybe.text],
  lifecycle: ["InstanceLifecycle", maybe.text],
  metadataEndpoint: ["MetadataOptions.HttpEndpoint", maybe.text],
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
