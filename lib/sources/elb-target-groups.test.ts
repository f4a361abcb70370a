import { describe, expect, it } from "vitest";
import { elbTargetGroups } from "#lib/sources/elb-target-groups.ts";
import type { FakeAnswer } from "#lib/sources/testing/fake-call.ts";
import { makeAutoScalingFact, makeGroupFact } from "#lib/sources/testing/make-facts.ts";
import { readAlone, valuesOf } from "#lib/sources/testing/read-alone.ts";

const describeGroups = "elasticloadbalancing:DescribeTargetGroups";

function toArn(name: string): string {
  return `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/${name}/0123456789abcdef`;
}

function answerGroups(input: object, names: readonly string[]): FakeAnswer {
  return {
    operation: describeGroups,
    input: { TargetGroupArns: undefined, Names: undefined, ...input },
    output: {
      TargetGroups: names.map((name) => ({ TargetGroupArn: toArn(name), TargetGroupName: name })),
    },
  };
}

describe("target groups", () => {
  it("are read whole", async () => {
    const { reading } = await readAlone(elbTargetGroups, {
      known: [makeGroupFact(), makeAutoScalingFact("asg", [toArn("tg")])],
      answers: [
        {
          operation: describeGroups,
          output: {
            TargetGroups: [
              {
                TargetGroupArn: toArn("tg"),
                TargetGroupName: "tg",
                Protocol: "HTTP",
                Port: 80,
                TargetType: "instance",
                LoadBalancerArns: ["arn:lb"],
                HealthCheckEnabled: true,
                HealthCheckPath: "/ok",
                HealthCheckIntervalSeconds: 30,
                HealthCheckTimeoutSeconds: 5,
                HealthyThresholdCount: 5,
                UnhealthyThresholdCount: 2,
              },
            ],
          },
        },
      ],
    });
    expect(valuesOf(reading, "target-group")[toArn("tg")]).toEqual({
      arn: toArn("tg"),
      name: "tg",
      protocol: "HTTP",
      port: 80,
      targetType: "instance",
      loadBalancerArns: ["arn:lb"],
      healthCheckEnabled: true,
      healthCheckPath: "/ok",
      healthCheckIntervalSeconds: 30,
      healthCheckTimeoutSeconds: 5,
      healthyThreshold: 5,
      unhealthyThreshold: 2,
    });
  });

  it.each<{ name: string; arns: string[]; names: string[]; calls: object[] }>([
    {
      name: "ARNs cover all names: one call",
      arns: ["a", "b"],
      names: ["b"],
      calls: [{ TargetGroupArns: [toArn("a"), toArn("b")] }],
    },
    { name: "names without ARNs: one call", arns: [], names: ["a"], calls: [{ Names: ["a"] }] },
    {
      name: "a name no ARN has: a second call",
      arns: ["a"],
      names: ["a", "b"],
      calls: [{ TargetGroupArns: [toArn("a")] }, { Names: ["b"] }],
    },
    { name: "neither: no call", arns: [], names: [], calls: [] },
  ])("$name", async ({ arns, names, calls }) => {
    const { asked } = await readAlone(elbTargetGroups, {
      known: [makeGroupFact({ targetGroupNames: names }), makeAutoScalingFact("asg", arns.map(toArn))],
      answers: calls.map((input) => answerGroups(input, [])),
    });
    expect(asked.map(({ input }) => input)).toEqual(calls);
  });

  it("a missing one is said to be missing, and the others are found without it", async () => {
    const notFound = { kind: "not-found", code: "TargetGroupNotFound", message: "not found" } as const;
    const { reading } = await readAlone(elbTargetGroups, {
      known: [makeGroupFact({ targetGroupNames: ["a", "b"] }), makeAutoScalingFact("asg")],
      answers: [
        { operation: describeGroups, input: { Names: ["a", "b"] }, failure: notFound },
        answerGroups({ Names: ["a"] }, ["a"]),
        { operation: describeGroups, input: { Names: ["b"] }, failure: notFound },
      ],
    });
    expect(Object.keys(valuesOf(reading, "target-group"))).toEqual([toArn("a")]);
    expect(valuesOf(reading, "missing-target-group")).toEqual({ b: { ref: "b" } });
    expect(reading.failures).toEqual([]);
  });
});
