import { describe, expect, it } from "vitest";
import { elbTargetGroupAttributes } from "#lib/sources/elb-target-group-attributes.ts";
import { makeAutoScalingFact, makeGroupFact } from "#lib/sources/testing/make-facts.ts";
import { readAlone, valuesOf } from "#lib/sources/testing/read-alone.ts";

const describeAttributes = "elasticloadbalancing:DescribeTargetGroupAttributes";
const arns = ["a", "b"].map(
  (name) => `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/${name}/0123456789abcdef`,
);
const knowing = (some: readonly string[]) => [makeGroupFact(), makeAutoScalingFact("asg", [...some])];

describe("target group attributes", () => {
  it.each([
    ["0", 0],
    ["3600", 3600],
    ["soon", undefined],
    [undefined, undefined],
  ])("a delay of %s is %s seconds", async (Value, seconds) => {
    const [arn = ""] = arns;
    const delay = Value === undefined ? [] : [{ Key: "deregistration_delay.timeout_seconds", Value }];
    const { reading } = await readAlone(elbTargetGroupAttributes, {
      known: knowing([arn]),
      answers: [
        {
          operation: describeAttributes,
          input: { TargetGroupArn: arn },
          output: { Attributes: [{ Key: "stickiness.enabled", Value: "false" }, ...delay] },
        },
      ],
    });
    expect(valuesOf(reading, "target-group-attributes")[arn]).toEqual({
      arn,
      deregistrationDelaySeconds: seconds,
    });
  });

  it("are asked for each target group, and one that is denied leaves the others", async () => {
    const { reading } = await readAlone(elbTargetGroupAttributes, {
      known: knowing(arns),
      answers: [
        { operation: describeAttributes, input: { TargetGroupArn: arns[0] }, output: { Attributes: [] } },
        {
          operation: describeAttributes,
          input: { TargetGroupArn: arns[1] },
          failure: { kind: "denied", code: "AccessDenied" },
        },
      ],
    });
    expect(reading.facts.map(({ entity }) => entity)).toEqual([arns[0]]);
    expect(reading.failures).toMatchObject([{ operation: describeAttributes }]);
  });
});
