import type { ScalingActivity } from "#lib/domain/auto-scaling.ts";
import { idA, makeActivity, makeAutoScalingGroup, minutesAgo } from "#lib/testing/facts.ts";

// Test support: launches that failed, and a group that wants three instances and has none.

export const wantingGroups = [makeAutoScalingGroup()];

/** A launch that failed before there was an instance. */
export function makeFailedLaunch(
  statusMessage: string,
  minutes = 5,
  value: Partial<ScalingActivity> = {},
): ReturnType<typeof makeActivity> {
  return makeActivity({
    id: `failed-${minutes}`,
    status: "Failed",
    description: `Launching a new EC2 instance.  Status Reason: ${statusMessage}`,
    statusMessage,
    startTime: minutesAgo(minutes),
    ...value,
  });
}

const at = "At 2026-01-31T14:00:00Z";

export const causeTexts = {
  scaleIn: `${at} a monitor alarm low in state ALARM triggered policy shrink changing the desired capacity from 3 to 2.  ${at} instance ${idA} was selected for termination.`,
  user: `${at} instance ${idA} was taken out of service in response to a user request.`,
  elb: `${at} an instance was taken out of service in response to an ELB system health check failure.`,
  ec2: `${at} an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped.`,
  balance: `${at} an instance was launched to aid in balancing the group's zones.`,
  lifetime: `${at} an instance was taken out of service in response to maximum instance lifetime.`,
  rebalance: `${at} an instance was taken out of service in response to an EC2 rebalance recommendation.`,
} as const;

/** A termination of A, five minutes ago. */
export function makeTermination(
  cause: keyof typeof causeTexts,
  minutes = 5,
  value: Partial<ScalingActivity> = {},
): ReturnType<typeof makeActivity> {
  return makeActivity({
    id: `terminate-${minutes}`,
    description: `Terminating EC2 instance: ${idA}`,
    cause: causeTexts[cause],
    startTime: minutesAgo(minutes),
    ...value,
  });
}
