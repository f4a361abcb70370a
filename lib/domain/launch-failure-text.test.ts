import { describe, expect, it } from "vitest";
import {
  decodeLaunchFailure,
  isKeyFailure,
  type LaunchFailureKind,
} from "#lib/domain/launch-failure-text.ts";

const failed = " Launching EC2 instance failed.";
const long = "x".repeat(240);

const texts: readonly (readonly [LaunchFailureKind, string, string])[] = [
  [
    "capacity",
    "no capacity",
    "We currently do not have sufficient t3.large capacity in the Availability Zone you requested (us-east-1a). Our system will be working on provisioning additional capacity. You can currently get t3.large capacity by not specifying an Availability Zone in your request or choosing us-east-1b, us-east-1c.",
  ],
  ["capacity", "no Spot capacity", "There is no Spot capacity available that matches your request."],
  [
    "capacity",
    "price",
    "Your Spot request price of 0.01 is lower than the minimum required Spot request fulfillment price of 0.02.",
  ],
  [
    "capacity",
    "no capacity",
    "Server.InsufficientInstanceCapacity: Insufficient capacity to satisfy instance request",
  ],
  ["kms", "client error", "Client.InternalError: Client error on launch."],
  [
    "kms",
    "client error",
    "Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Client.InternalError: Client error on launch",
  ],
  [
    "kms",
    "KMS key",
    "Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Client.InvalidKMSKey.InvalidState: The KMS key provided is in an incorrect state",
  ],
  ["quota", "limit of instances", `20 instance(s) are already running.${failed}`],
  [
    "quota",
    "limit of vCPUs",
    "You have requested more vCPU capacity than your current vCPU limit of 32 allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.",
  ],
  ["quota", "limit of vCPUs", "VcpuLimitExceeded"],
  ["quota", "EBS storage", "Client.VolumeLimitExceeded: Volume limit exceeded"],
  [
    "target-group",
    "target group",
    "One or more target groups not found. Validating load balancer configuration failed.",
  ],
  ["config", "image does not exist", `The AMI ID ami-0123456789abcdef0 does not exist.${failed}`],
  ["config", "image does not exist", `The image id '[ami-0123456789abcdef0]' does not exist.${failed}`],
  ["config", "not ready", `AMI ami-0123456789abcdef0 is pending, and cannot be run.${failed}`],
  ["config", "security group", `The security group 'sg-0123456789abcdef0' does not exist.${failed}`],
  ["config", "security group", `The security group '${long}' does not exist.${failed}`],
  ["config", "key pair", `The key pair 'deployer' does not exist.${failed}`],
  ["config", "key pair", `The key pair '${long}' does not exist.${failed}`],
  [
    "config",
    "combination",
    `The requested configuration is currently not supported. Please check the documentation for supported configurations.${failed}`,
  ],
  [
    "config",
    "no longer supported",
    `The requested Availability Zone is no longer supported. Please retry your request by not specifying an Availability Zone or choosing us-east-1b.${failed}`,
  ],
  [
    "config",
    "does not offer",
    `Your requested instance type (m7g.large) is not supported in your requested Availability Zone (us-east-1e). Please retry your request by not specifying an Availability Zone or choosing us-east-1a, us-east-1b, us-east-1c.${failed}`,
  ],
  ["config", "device name", `Invalid device name upload.${failed}`],
  ["config", "virtual device", `Value (ephemeral0) for parameter virtualName is invalid.${failed}`],
  ["config", "virtual device", `Value (${long}) for parameter virtualName is invalid.${failed}`],
  ["config", "EBS volumes", `EBS block device mappings not supported for instance-store AMIs.${failed}`],
  [
    "config",
    "architectures",
    `The requested instance type's architecture (i386) does not match the architecture in the manifest for ami-6622f00f (x86_64).${failed}`,
  ],
  [
    "config",
    "architectures",
    "The architecture 'arm64' of the specified instance type does not match the architecture 'x86_64' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again.",
  ],
  [
    "config",
    "placement group",
    `Placement groups may not be used with instances of type 't2.micro'.${failed}`,
  ],
  [
    "config",
    "not complete",
    "You must use a valid fully-formed launch template. The parameter groupName cannot be used with the parameter subnet",
  ],
  [
    "config",
    "may not use",
    "You are not authorized to use launch template: lt-0123456789abcdef0 (AccessDenied)",
  ],
  ["config", "snapshot", "Client.InvalidSnapshot.NotFound: The snapshot 'snap-1' does not exist"],
];

describe("a launch that failed", () => {
  it.each(texts)("%s, %s: %s", (kind, words, text) => {
    const expected = { kind, meaning: expect.stringContaining(words) };
    const whole = { description: "Launching a new EC2 instance", statusMessage: text };
    expect(decodeLaunchFailure(whole)).toMatchObject(expected);
    expect(decodeLaunchFailure({ ...whole, statusMessage: text.slice(0, 255) })).toMatchObject(expected);
    const told = { description: `Launching a new EC2 instance.  Status Reason: ${text}` };
    expect(decodeLaunchFailure(told)).toMatchObject(expected);
  });

  it.each([
    "",
    "Access denied by the moon.",
    "Your quota is 7",
    "The architect does not match",
    "Instance became unhealthy while waiting for instance to be in InService state. Termination Reason: Client.UserInitiatedShutdown: User initiated shutdown",
    "Value (ephemeral0) is fine",
    "instance(s) are already running late",
    "The key pair 'deployer' is of a wrong format.",
    "The security group 'sg-1' may not be used here.",
  ])("with text that is none of these means nothing: %s", (statusMessage) => {
    expect(
      decodeLaunchFailure({ description: "Launching a new EC2 instance", statusMessage }),
    ).toBeUndefined();
  });

  it("is not read from the part of the description that only says what was done", () => {
    const description = "Launching a new EC2 instance in the security group of nobody";
    expect(decodeLaunchFailure({ description })).toBeUndefined();
  });
});

describe("EC2's reason for an instance's state", () => {
  it.each([
    ["Client.InvalidKMSKey.InvalidState", true],
    ["Client.InternalError", true],
    ["Client.UserInitiatedShutdown", false],
    ["Server.InternalError", false],
    [undefined, false],
  ])("%s names the volumes' key: %s", (code, expected) => {
    expect(isKeyFailure(code)).toBe(expected);
  });
});
