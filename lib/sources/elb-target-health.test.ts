import { describe, expect, it } from "vitest";
import { elbTargetHealth } from "#lib/sources/elb-target-health.ts";
import { makeAutoScalingFact, makeGroupFact } from "#lib/sources/testing/make-facts.ts";
import { readAlone, valuesOf } from "#lib/sources/testing/read-alone.ts";

const describeGroups = "elasticloadbalancing:DescribeTargetGroups";
const describeHealth = "elasticloadbalancing:DescribeTargetHealth";
const arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/tg-prod-api/0123456789abcdef";
const idA = "i-0a11aaaaaaaaaaaaa";

function makeRow(Port: number, State: string, rest: object = {}): object {
  return { Target: { Id: idA, Port }, TargetHealth: { State, ...rest } };
}

describe("target health", () => {
  const known = [makeGroupFact({ targetGroupNames: ["tg-prod-api"] }), makeAutoScalingFact("asg", [arn])];

  it("is one row per instance, port and zone", async () => {
    const { reading, mentions, asked } = await readAlone(elbTargetHealth, {
      known,
      answers: [
        {
          operation: describeHealth,
          input: { TargetGroupArn: arn },
          output: {
            TargetHealthDescriptions: [
              {
                Target: { Id: idA, Port: 80, AvailabilityZone: "us-east-1a" },
                TargetHealth: {
                  State: "draining",
                  Reason: "Target.DeregistrationInProgress",
                  Description: "in progress",
                },
                AdministrativeOverride: { State: "no_override" },
              },
              makeRow(81, "healthy"),
            ],
          },
        },
      ],
    });
    expect(valuesOf(reading, "target")).toEqual({
      [`${arn}/${idA}:80@us-east-1a`]: {
        targetGroupArn: arn,
        targetGroupName: "tg-prod-api",
        instanceId: idA,
        port: 80,
        zone: "us-east-1a",
        state: "draining",
        reason: "Target.DeregistrationInProgress",
        description: "in progress",
        administrativeOverride: "no_override",
      },
      [`${arn}/${idA}:81@`]: {
        targetGroupArn: arn,
        targetGroupName: "tg-prod-api",
        instanceId: idA,
        port: 81,
        state: "healthy",
      },
    });
    expect(mentions).toEqual([idA]);
    expect(asked).toHaveLength(1);
  });

  it("of a target group known by name alone costs the look-up of its ARN", async () => {
    const { asked } = await readAlone(elbTargetHealth, {
      known: [makeGroupFact({ targetGroupNames: ["tg-prod-api"] }), makeAutoScalingFact("asg")],
      answers: [
        {
          operation: describeGroups,
          input: { Names: ["tg-prod-api"] },
          output: { TargetGroups: [{ TargetGroupArn: arn, TargetGroupName: "tg-prod-api" }] },
        },
        {
          operation: describeHealth,
          input: { TargetGroupArn: arn },
          output: { TargetHealthDescriptions: [] },
        },
      ],
    });
    expect(asked).toHaveLength(2);
  });

  it("of a deleted target group there is nothing to say, and that of the others is known", async () => {
    const other = arn.replace("tg-prod-api", "tg-other");
    const { reading } = await readAlone(elbTargetHealth, {
      known: [makeGroupFact(), makeAutoScalingFact("asg", [arn, other])],
      answers: [
        {
          operation: describeHealth,
          input: { TargetGroupArn: other },
          failure: { kind: "not-found", code: "TargetGroupNotFound" },
        },
        {
          operation: describeHealth,
          input: { TargetGroupArn: arn },
          output: { TargetHealthDescriptions: [makeRow(80, "healthy")] },
        },
      ],
    });
    expect(reading.facts).toHaveLength(1);
    expect(reading).toMatchObject({ failures: [], truncated: false });
  });

  it("a row without a state is dropped, one with an unknown state is kept", async () => {
    const { reading } = await readAlone(elbTargetHealth, {
      known,
      answers: [
        {
          operation: describeHealth,
          output: { TargetHealthDescriptions: [{ Target: { Id: idA } }, makeRow(80, "levitating")] },
        },
      ],
    });
    expect(Object.values(valuesOf(reading, "target"))).toMatchObject([{ state: "levitating" }]);
    expect(reading.dropped[0]).toContain("TargetHealthDescriptions[0]: TargetHealth");
  });

  it("addresses and functions are targets, but no instances to ask EC2 about", async () => {
    const { mentions } = await readAlone(elbTargetHealth, {
      known,
      answers: [
        {
          operation: describeHealth,
          output: {
            TargetHealthDescriptions: [{ Target: { Id: "10.0.0.1" }, TargetHealth: { State: "healthy" } }],
          },
        },
      ],
    });
    expect(mentions).toEqual([]);
  });
});
