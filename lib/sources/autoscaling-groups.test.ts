import { describe, expect, it } from "vitest";
import { autoscalingGroups } from "#lib/sources/autoscaling-groups.ts";
import { makeGroupFact } from "#lib/sources/testing/make-facts.ts";
import { readAlone, valuesOf } from "#lib/sources/testing/read-alone.ts";

const describeGroups = "autoscaling:DescribeAutoScalingGroups";
const idA = "i-0a11aaaaaaaaaaaaa";
const idB = "i-0b22bbbbbbbbbbbbb";

const smallGroup = { AutoScalingGroupName: "asg-prod-api", MinSize: 2, MaxSize: 6, DesiredCapacity: 3 };
const known = [makeGroupFact({ autoScalingGroups: [{ name: "asg-prod-api" }] })];

async function readGroups(...AutoScalingGroups: object[]) {
  return await readAlone(autoscalingGroups, {
    known,
    answers: [{ operation: describeGroups, output: { AutoScalingGroups } }],
  });
}

describe("Auto Scaling groups", () => {
  it("are read whole, with members, in one call for all of them", async () => {
    const { reading, mentions, asked } = await readAlone(autoscalingGroups, {
      known: [makeGroupFact({ autoScalingGroups: [{ name: "asg-prod-api" }, { name: "gone" }] })],
      answers: [
        {
          operation: describeGroups,
          input: { AutoScalingGroupNames: ["asg-prod-api", "gone"] },
          output: {
            AutoScalingGroups: [
              {
                ...smallGroup,
                AutoScalingGroupARN: "arn:asg",
                Status: "Delete in progress",
                CreatedTime: new Date(1_000),
                HealthCheckType: "ELB",
                HealthCheckGracePeriod: 300,
                TargetGroupARNs: ["arn:b", "arn:a"],
                SuspendedProcesses: [
                  { ProcessName: "Terminate" },
                  { ProcessName: "Launch", SuspensionReason: "User suspended" },
                ],
                LaunchTemplate: { LaunchTemplateName: "lt-api", Version: "42" },
                InstanceLifecyclePolicy: { RetentionTriggers: { TerminateHookAbandon: "retain" } },
                Tags: [{ Key: "z", Value: "1" }, { Key: "a" }],
                Instances: [
                  {
                    InstanceId: idA,
                    LifecycleState: "Detaching",
                    HealthStatus: "Healthy",
                    AvailabilityZone: "us-east-1a",
                    ProtectedFromScaleIn: false,
                    LaunchTemplate: { Version: "41" },
                  },
                ],
              },
            ],
          },
        },
      ],
    });
    expect(valuesOf(reading, "auto-scaling-group")).toEqual({
      "asg-prod-api": {
        name: "asg-prod-api",
        arn: "arn:asg",
        minSize: 2,
        maxSize: 6,
        desiredCapacity: 3,
        status: "Delete in progress",
        createdTime: 1_000,
        healthCheckType: "ELB",
        healthCheckGraceSeconds: 300,
        targetGroupArns: ["arn:a", "arn:b"],
        suspendedProcesses: [{ name: "Launch", reason: "User suspended" }, { name: "Terminate" }],
        launchTemplateVersion: "42",
        launchTemplateName: "lt-api",
        terminateHookAbandon: "retain",
        tags: { a: "", z: "1" },
      },
    });
    expect(valuesOf(reading, "member")).toEqual({
      [`asg-prod-api/${idA}`]: {
        group: "asg-prod-api",
        instanceId: idA,
        lifecycleState: "Detaching",
        healthStatus: "Healthy",
        zone: "us-east-1a",
        protectedFromScaleIn: false,
        launchTemplateVersion: "41",
      },
    });
    expect(mentions).toEqual([idA]);
    expect(asked).toHaveLength(1);
  });

  it("that AWS does not return are simply not stated", async () => {
    const { reading } = await readGroups();
    expect(reading).toMatchObject({ facts: [], failures: [], truncated: false });
  });

  it("cost no call where the deployment group has none: without names AWS would describe them all", async () => {
    const { reading, asked } = await readAlone(autoscalingGroups, { known: [makeGroupFact()], answers: [] });
    expect(asked).toEqual([]);
    expect(reading).toMatchObject({ facts: [], failures: [], truncated: false });
  });

  it("over two pages are read to the end", async () => {
    const { reading } = await readAlone(autoscalingGroups, {
      known,
      answers: [
        {
          operation: describeGroups,
          input: { NextToken: undefined },
          output: { AutoScalingGroups: [smallGroup], NextToken: "2" },
        },
        {
          operation: describeGroups,
          input: { NextToken: "2" },
          output: { AutoScalingGroups: [{ ...smallGroup, AutoScalingGroupName: "second" }] },
        },
      ],
    });
    expect(Object.keys(valuesOf(reading, "auto-scaling-group"))).toEqual(["asg-prod-api", "second"]);
  });

  it("may have a mixed instances policy instead of a launch template", async () => {
    const { reading } = await readGroups({
      ...smallGroup,
      MixedInstancesPolicy: {
        LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateId: "lt-1", Version: "$Latest" } },
      },
    });
    expect(valuesOf(reading, "auto-scaling-group")["asg-prod-api"]).toMatchObject({
      launchTemplateName: "lt-1",
      launchTemplateVersion: "$Latest",
    });
  });

  it("a bad member costs neither its group nor the other members, and an unknown state passes", async () => {
    const { reading, mentions } = await readGroups({
      ...smallGroup,
      Instances: [{ InstanceId: idA }, { InstanceId: idB, LifecycleState: "Hovering" }],
    });
    expect(Object.keys(valuesOf(reading, "auto-scaling-group"))).toEqual(["asg-prod-api"]);
    expect(valuesOf(reading, "member")).toMatchObject({
      [`asg-prod-api/${idB}`]: { lifecycleState: "Hovering" },
    });
    expect(mentions).toEqual([idB]);
    expect(reading.dropped[0]).toContain("asg-prod-api Instances[0]: LifecycleState");
  });

  it("denied is a failure", async () => {
    const { reading } = await readAlone(autoscalingGroups, {
      known,
      answers: [{ operation: describeGroups, failure: { kind: "denied", code: "AccessDenied" } }],
    });
    expect(reading).toMatchObject({ facts: [], failures: [{ kind: "denied", operation: describeGroups }] });
  });
});
