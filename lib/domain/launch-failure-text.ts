import type { ScalingActivity } from "#lib/domain/auto-scaling.ts";

/** What a failed launch lacks. `target-group`: the instance could be made, but not where its traffic should come from. */
export type LaunchFailureKind = "capacity" | "config" | "quota" | "kms" | "target-group";

export type LaunchFailure = {
  readonly kind: LaunchFailureKind;
  /** What AWS's text says, as a clause: "the image does not exist". */
  readonly meaning: string;
  /** What to change, as a sentence. */
  readonly mend: string;
};

type Known = LaunchFailure & { readonly pattern: RegExp };

const image = "Set an image that exists, is available and is shared with this account.";
const moreCapacity = "Let the group use more zones or more instance types; both can be set back.";
const moreQuota =
  "Ask for a higher limit in Service Quotas, use other instance types, or end instances that nobody needs.";
const key =
  "Let Auto Scaling's service-linked role use the KMS key of the volumes: by the key's policy or a grant, and enable the key.";
const disks = "Correct the block device mappings.";
const otherType = "Choose another instance type, or zones that offer this one.";
const noTemplate = "Give the group a launch template that exists, whole.";

/** [?] Seen by users; on none of AWS's pages about failed launches. */
const unverifiedVcpuText = /VcpuLimitExceeded|more vCPU capacity than your current vCPU limit/i;

/**
 * AWS's texts for launches that fail (ASG:ts-as-instancelaunchfailure, ASG:ts-as-ami, ASG:ts-as-launch-template,
 * ASG:ts-as-loadbalancer). A status message is cut at 255 characters: where a name comes before the telling words, a text
 * of that length that begins in the same way counts too. The first that fits counts.
 */
const known: readonly Known[] = [
  {
    kind: "capacity",
    pattern: /currently do not have sufficient .{0,120}capacity in the Availability Zone/i,
    meaning: "AWS has no capacity of that type in the zone",
    mend: moreCapacity,
  },
  {
    kind: "capacity",
    pattern: /There is no Spot capacity available/i,
    meaning: "there is no Spot capacity",
    mend: moreCapacity,
  },
  {
    kind: "capacity",
    pattern: /Your Spot request price of .{0,60} is lower than/i,
    meaning: "the Spot price offered is too low",
    mend: "Raise the maximum Spot price, or leave it out: then it is the On-Demand price.",
  },
  {
    kind: "capacity",
    pattern: /Server\.InsufficientInstanceCapacity/,
    meaning: "AWS has no capacity",
    mend: moreCapacity,
  },
  {
    kind: "kms",
    pattern: /Client\.InvalidKMSKey/i,
    meaning: "the KMS key of a volume is in a state in which it cannot be used",
    mend: key,
  },
  {
    kind: "kms",
    pattern: /Client\.InternalError/i,
    meaning:
      "the instance ended by a client error while it was launched, which AWS explains by a KMS key that may not be used",
    mend: key,
  },
  {
    kind: "quota",
    pattern: /\d+ instance\(s\) are already running/i,
    meaning: "the account's limit of instances is reached",
    mend: moreQuota,
  },
  {
    kind: "quota",
    pattern: unverifiedVcpuText,
    meaning: "the account's limit of vCPUs is reached",
    mend: moreQuota,
  },
  {
    kind: "quota",
    pattern: /Client\.VolumeLimitExceeded/i,
    meaning: "the account's limit of EBS storage is reached",
    mend: moreQuota,
  },
  {
    kind: "target-group",
    pattern: /One or more target groups not found/i,
    meaning: "a target group of the Auto Scaling group does not exist",
    mend: "Detach the target group that is gone.",
  },
  {
    kind: "config",
    pattern: /\bAMI\b.{0,60}does not exist|image id.{0,60}does not exist|InvalidAMIID/i,
    meaning: "the image does not exist",
    mend: image,
  },
  {
    kind: "config",
    pattern: /\bAMI\b.{0,60}is pending,? and cannot be run/i,
    meaning: "the image is not ready yet",
    mend: image,
  },
  {
    kind: "config",
    pattern: /security group .{0,255}does not exist|^The security group .{230,}$/i,
    meaning: "a security group does not exist",
    mend: "Name a security group that exists in the group's VPC.",
  },
  {
    kind: "config",
    pattern: /key pair .{0,255}does not exist|^The key pair .{230,}$/i,
    meaning: "the key pair does not exist",
    mend: "Name a key pair that exists in this region, or none.",
  },
  {
    kind: "config",
    pattern: /requested configuration is currently not supported/i,
    meaning: "AWS does not support that combination of options",
    mend: otherType,
  },
  {
    kind: "config",
    pattern: /Availability Zone is no longer supported/i,
    meaning: "a zone is no longer supported",
    mend: "Take the zone's subnet out of the group.",
  },
  {
    kind: "config",
    pattern: /instance type .{0,60}is not supported in your requested Availability Zone/i,
    meaning: "the zone does not offer that instance type",
    mend: otherType,
  },
  { kind: "config", pattern: /Invalid device name/i, meaning: "a device name is invalid", mend: disks },
  {
    kind: "config",
    pattern: /for parameter virtualName is invalid|^Value \(.{230,}$/i,
    meaning: "a virtual device name is invalid",
    mend: disks,
  },
  {
    kind: "config",
    pattern: /EBS block device mappings not supported/i,
    meaning: "the image cannot have EBS volumes mapped",
    mend: disks,
  },
  {
    kind: "config",
    pattern: /architecture .{0,120}(does not match|not match)/i,
    meaning: "image and instance type have different architectures",
    mend: "Choose an image and an instance type of the same architecture.",
  },
  {
    kind: "config",
    pattern: /Placement groups may not be used with/i,
    meaning: "that instance type cannot be in a placement group",
    mend: "Choose a type that may be in a placement group, or leave the placement group out.",
  },
  {
    kind: "config",
    pattern: /You must use a valid fully-formed launch template/i,
    meaning: "the launch template is not complete or not valid",
    mend: noTemplate,
  },
  {
    kind: "config",
    pattern: /You are not authorized to use launch template/i,
    meaning: "whoever set it may not use the launch template, or what it names",
    mend: "Allow ec2:RunInstances, and iam:PassRole for the instance profile's role, to whoever changes the group.",
  },
  {
    kind: "config",
    pattern: /Client\.InvalidSnapshot\.NotFound/i,
    meaning: "a snapshot of the block device mappings does not exist",
    mend: disks,
  },
];

// Longer than any text AWS sends.
const longestRead = 4096;

/**
 * What the texts of a launch that failed mean; undefined where they are none of AWS's known ones: then show them as they
 * are. The description is read too: it repeats the status message without the cut.
 */
export function decodeLaunchFailure(
  activity: Pick<ScalingActivity, "description" | "statusMessage">,
): LaunchFailure | undefined {
  const said = [toStatusReason(activity.description), activity.statusMessage ?? ""];
  const texts = said.map((text) => text.slice(0, longestRead).trim()).filter((text) => text !== "");
  const found = known.find(({ pattern }) => texts.some((text) => pattern.test(text)));
  if (found === undefined) return undefined;
  const { kind, meaning, mend } = found;
  return { kind, meaning, mend };
}

/** What a description repeats of the status message. */
function toStatusReason(description: string): string {
  return description.split("Status Reason:")[1] ?? "";
}

/** EC2's own word for an instance that ended while it was launched, because of its volumes' key. */
export function isKeyFailure(stateReasonCode: string | undefined): boolean {
  return /^Client\.(InvalidKMSKey|InternalError)/i.test(stateReasonCode ?? "");
}
