import type { Instant } from "#lib/domain/time.ts";

/**
 * ec2:DescribeInstances by the `instance-id` filter. Entity: instance id.
 * `listed: false`: EC2 was asked for this id and had no row: it forgot a terminated instance, or never knew it. Its
 * `terminatedAt` is then what EC2 said while it had the row, as far as that was read.
 */
export type Instance =
  | {
      readonly id: string;
      readonly listed: true;
      readonly state: string;
      readonly launchTime?: Instant;
      /** Parsed from StateTransitionReason, the only API timestamp of a termination; EC2 may leave it empty. */
      readonly terminatedAt?: Instant;
      readonly stateTransitionReason?: string;
      readonly stateReasonCode?: string;
      readonly stateReasonMessage?: string;
      readonly imageId?: string;
      readonly instanceType?: string;
      readonly zone?: string;
      readonly privateIp?: string;
      readonly profileArn?: string;
      readonly lifecycle?: string;
      /** `disabled`: nothing on the instance can read its role's credentials. */
      readonly metadataEndpoint?: string;
      readonly tags: Readonly<Record<string, string>>;
    }
  | { readonly id: string; readonly listed: false; readonly terminatedAt?: Instant };

/** ec2:DescribeInstanceStatus. Entity: instance id. */
export type InstanceStatus = {
  readonly id: string;
  readonly instanceStatus?: string;
  readonly systemStatus?: string;
  readonly ebsStatus?: string;
  readonly scheduledEvents: readonly string[];
};

/** Gone: EC2 says it is shutting down or terminated, or has no row for an id that something else refers to. */
export function isGone(instance: Instance): boolean {
  return !instance.listed || instance.state === "shutting-down" || instance.state === "terminated";
}

const instanceIdPattern = /\bi-(?:[0-9a-f]{17}|[0-9a-f]{8})\b/;

/** The first EC2 instance id in an AWS text (activity descriptions, causes); undefined where there is none. */
export function parseInstanceId(text: string): string | undefined {
  return instanceIdPattern.exec(text)?.[0];
}
