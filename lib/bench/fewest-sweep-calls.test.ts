import { describe, expect, it } from "vitest";
import { type SweepShape, toFewestSweepCalls } from "#lib/bench/fewest-sweep-calls.ts";

const nothing: SweepShape = {
  groupsByApplication: [],
  deploymentConfigs: 0,
  deployments: 0,
  newDeployments: 0,
  targetsOfDeployments: [],
  autoScalingGroups: 0,
  newActivities: 0,
  targetGroups: 0,
  instances: 0,
};

function callsOf(shape: Partial<SweepShape>): Readonly<Record<string, number>> {
  const rows = toFewestSweepCalls({ ...nothing, ...shape });
  return Object.fromEntries(rows.map(({ operation, calls }) => [operation.split(":")[1] ?? "", calls]));
}

describe("the fewest calls of a sweep", () => {
  it("an empty region costs one call for each listing, and nothing by name", () => {
    expect(callsOf({})).toEqual({
      ListApplications: 1,
      ListDeploymentGroups: 0,
      BatchGetDeploymentGroups: 0,
      GetDeploymentGroup: 0,
      GetDeploymentConfig: 0,
      ListDeployments: 1,
      BatchGetDeployments: 0,
      ListDeploymentTargets: 0,
      BatchGetDeploymentTargets: 0,
      DescribeAutoScalingGroups: 1,
      DescribeScalingActivities: 1,
      DescribeLifecycleHooks: 0,
      DescribeInstanceRefreshes: 0,
      DescribeTrafficSources: 0,
      DescribeTargetGroups: 0,
      DescribeTargetGroupAttributes: 0,
      DescribeTargetHealth: 0,
      DescribeInstances: 0,
      DescribeInstanceStatus: 0,
    });
  });

  it.each<{ name: string; shape: Partial<SweepShape>; operation: string; calls: number }>([
    {
      name: "100 applications fit a page",
      shape: { groupsByApplication: Array(100).fill(1) },
      operation: "ListApplications",
      calls: 1,
    },
    {
      name: "101 applications do not",
      shape: { groupsByApplication: Array(101).fill(1) },
      operation: "ListApplications",
      calls: 2,
    },
    {
      name: "groups of two applications share no batch",
      shape: { groupsByApplication: [1, 1] },
      operation: "BatchGetDeploymentGroups",
      calls: 2,
    },
    {
      name: "25 groups of one application share a batch",
      shape: { groupsByApplication: [25] },
      operation: "BatchGetDeploymentGroups",
      calls: 1,
    },
    {
      name: "26 do not",
      shape: { groupsByApplication: [26] },
      operation: "BatchGetDeploymentGroups",
      calls: 2,
    },
    {
      name: "an application without groups has to be asked for them",
      shape: { groupsByApplication: [0] },
      operation: "ListDeploymentGroups",
      calls: 1,
    },
    {
      name: "deployments of any groups share a batch of 25",
      shape: { newDeployments: 26 },
      operation: "BatchGetDeployments",
      calls: 2,
    },
    {
      name: "targets of two deployments share no batch",
      shape: { targetsOfDeployments: [3, 3] },
      operation: "BatchGetDeploymentTargets",
      calls: 2,
    },
    {
      name: "51 targets take three batches",
      shape: { targetsOfDeployments: [51] },
      operation: "BatchGetDeploymentTargets",
      calls: 3,
    },
    {
      name: "deployments that are known are listed, but not read",
      shape: { deployments: 101 },
      operation: "ListDeployments",
      calls: 2,
    },
    {
      name: "101 Auto Scaling groups take two pages",
      shape: { autoScalingGroups: 101 },
      operation: "DescribeAutoScalingGroups",
      calls: 2,
    },
    {
      name: "hooks are one Auto Scaling group each",
      shape: { autoScalingGroups: 101 },
      operation: "DescribeLifecycleHooks",
      calls: 101,
    },
    {
      name: "instance refreshes are one Auto Scaling group each",
      shape: { autoScalingGroups: 101 },
      operation: "DescribeInstanceRefreshes",
      calls: 101,
    },
    {
      name: "traffic sources are one Auto Scaling group each",
      shape: { autoScalingGroups: 101 },
      operation: "DescribeTrafficSources",
      calls: 101,
    },
    {
      name: "101 target groups take two calls",
      shape: { targetGroups: 101 },
      operation: "DescribeTargetGroups",
      calls: 2,
    },
    {
      name: "target health is one target group each",
      shape: { targetGroups: 101 },
      operation: "DescribeTargetHealth",
      calls: 101,
    },
    {
      name: "100 instances fit a call",
      shape: { instances: 100 },
      operation: "DescribeInstances",
      calls: 1,
    },
    { name: "101 do not", shape: { instances: 101 }, operation: "DescribeInstances", calls: 2 },
  ])("$name", ({ shape, operation, calls }) => {
    expect(callsOf(shape)[operation]).toBe(calls);
  });
});
