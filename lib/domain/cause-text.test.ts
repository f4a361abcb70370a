import { describe, expect, it } from "vitest";
import { explainCause, isCutSentence } from "#lib/domain/cause-text.ts";

const at = "At 2026-01-31T12:00:00Z ";
const id = "i-0a1b2c3d4e5f60718";

describe("a sentence of a cause", () => {
  it.each([
    [
      "a user request explicitly set group desired capacity changing the desired capacity from 2 to 3.",
      "somebody set the desired capacity (desired: 2 → 3)",
    ],
    [
      "a user request update of AutoScalingGroup constraints to min: 1, max: 5, desired: 2 changing the desired capacity from 3 to 2.",
      "somebody changed the size of the group (desired: 3 → 2)",
    ],
    [
      "a user request executed policy out changing the desired capacity from 0 to 1.",
      "somebody ran a scaling policy by hand (desired: 0 → 1)",
    ],
    [
      "a user request created an AutoScalingGroup changing the desired capacity from 0 to 3.",
      "somebody created the group (desired: 0 → 3)",
    ],
    ["a user request force deleted the AutoScalingGroup.", "somebody deleted the group"],
    [
      "a scheduled action update of AutoScalingGroup constraints to min: 1, max: 5, desired: 2 changing the desired capacity from 3 to 2.",
      "a scheduled action changed the size of the group (desired: 3 → 2)",
    ],
    ["the scheduled action night executed.", "a scheduled action changed the size of the group"],
    [
      "a monitor alarm My-Alarm in state ALARM triggered policy Smaller changing the desired capacity from 4 to 3.",
      "an alarm triggered a scaling policy (desired: 4 → 3)",
    ],
    [`instance ${id} was detached in response to a user request.`, "somebody asked for it"],
    [
      `instance ${id} was detached in response to a user request, shrinking the capacity from 4 to 3.`,
      "somebody asked for it (4 → 3)",
    ],
    [`instance ${id} was attached in response to a user request.`, "somebody asked for it"],
    ["instance was detached in response to a user request.", "somebody asked for it"],
    [`instance ${id} was moved to standby in response to a user request.`, "somebody asked for it"],
    [`instance ${id} was moved out of standby in response to a user request.`, "somebody asked for it"],
    [
      `instance ${id} was taken out of service in response to a user request.`,
      "somebody asked Auto Scaling to terminate the instance",
    ],
    [
      "an instance was taken out of service in response to a user health-check.",
      "somebody set the instance's health to Unhealthy",
    ],
    [
      "an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped.",
      "EC2 said that the instance was terminated or stopped",
    ],
    [
      "an instance was taken out of service in response to a EC2 health check that indicated it had been terminated or stopped.",
      "EC2 said that the instance was terminated or stopped",
    ],
    [
      "an instance was taken out of the warm pool in response to an EC2 health check.",
      "the instance failed an EC2 health check",
    ],
    [
      "an instance was taken out of service in response to an EC2 instance status checks failure.",
      "the instance failed EC2's status checks",
    ],
    [
      "an instance was taken out of service in response to an ELB system health check failure.",
      "the load balancer found the instance unhealthy",
    ],
    [
      "an instance was taken out of service in response to an EBS volume health check failure.",
      "a volume of the instance failed its health check",
    ],
    [
      "an instance was taken out of service in response to an instance refresh.",
      "an instance refresh replaces instances",
    ],
    [
      "an instance was taken out of service because it reached the maximum instance lifetime.",
      "the instance reached the group's maximum instance lifetime",
    ],
    [
      "an instance was launched in response to an EC2 instance rebalance recommendation.",
      "EC2 said that a Spot instance may soon be taken back, and the group replaces such instances early",
    ],
    [
      "an instance was taken out of service in response to an EC2 Spot interruption.",
      "EC2 took a Spot instance back",
    ],
    [
      "an instance was launched in response to an unhealthy instance needing to be replaced.",
      "an unhealthy instance needed a replacement",
    ],
    [
      "an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 1 to 2.",
      "there were fewer instances than desired (1 → 2)",
    ],
    [
      "an instance was taken out of service in response to a difference between desired and actual capacity, shrinking the capacity from 3 to 2.",
      "there were more instances than desired (3 → 2)",
    ],
    ["an instance was launched to aid in balancing the group's zones.", "the group balanced its zones"],
    [
      "instances were launched to balance instances in zones us-east-1a with other zones resulting in more than desired number of instances in the group.",
      "the group balanced its zones",
    ],
    [`instance ${id} was selected for termination.`, "the group chose which instance to end"],
  ])("%s means %s", (sentence, meaning) => {
    expect(explainCause(`${at}${sentence}`)).toBe(meaning);
    expect(explainCause(sentence), "without a time").toBe(meaning);
  });

  it.each([
    "",
    at,
    "the moon was full.",
    "an instance was taken out of service in response to the moon.",
    "an instance was painted in response to a user request.",
    "a note: a user request explicitly set group desired capacity",
    "a monitor alarm rang",
  ])("that is none of AWS's known ones is never guessed: %s", (sentence) => {
    expect(explainCause(`${at}${sentence}`)).toBeUndefined();
  });

  it("is not read from names that somebody chose", () => {
    const name = "an instance was selected for termination by an instance refresh";
    expect(explainCause(`${at}a monitor alarm ${name} in state ALARM triggered policy ${name}`)).toBe(
      "an alarm triggered a scaling policy",
    );
  });

  it.each([
    [1022, `${at}instance i-0a1b`, false],
    [1023, `${at}instance i-0a1b`, true],
    [1023, `${at}instance ${id} was selected for termination.`, false],
  ])("at the end of a cause of %i characters, %s is cut: %s", (length, sentence, expected) => {
    expect(isCutSentence(sentence, sentence.padStart(length, "x"))).toBe(expected);
  });

  it("in the middle of a long cause is whole", () => {
    expect(isCutSentence("one", `one ${"x".repeat(1100)}`)).toBe(false);
  });

  it.each(["a monitor alarm ", "an instance ", "instance i-", at])(
    "%s, repeated a million times, is read to its end",
    (text) => {
      // A pattern that goes back over what it has read would not come to an end within the test's time.
      expect(() => explainCause(text.repeat(1_000_000 / text.length))).not.toThrow();
    },
  );
});
