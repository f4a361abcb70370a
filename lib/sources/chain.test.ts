import { describe, expect, it } from "vitest";
import type { Outcome } from "#lib/aws/operation.ts";
import { throwDefect } from "#lib/sources/defect.ts";
import { gather } from "#lib/sources/gather.ts";
import * as registry from "#lib/sources/index.ts";
import type { Source } from "#lib/sources/source.ts";
import { asCall, fakeReadAt } from "#lib/sources/testing/fake-call.ts";
import { readScope } from "#lib/sources/testing/read-alone.ts";

const groupSources: readonly Source[] = Object.values(registry).filter(({ level }) => level === "group");
const targetGroupArn =
  "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/tg-prod-api/0123456789abcdef";

function makeIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `i-${index.toString(16).padStart(17, "0")}`);
}

/** An account with one deployment group, one open deployment to all instances, and everything healthy. */
function makeOutputs(
  instances: number,
  targetGroupArns: readonly string[],
): Readonly<Record<string, object>> {
  const ids = makeIds(instances);
  return {
    "codedeploy:GetDeploymentGroup": {
      deploymentGroupInfo: {
        applicationName: "api",
        deploymentGroupName: "prod-api",
        deploymentConfigName: "CodeDeployDefault.OneAtATime",
        autoScalingGroups: [{ name: "asg-prod-api" }],
        loadBalancerInfo: { targetGroupInfoList: [{ name: "tg-prod-api" }] },
      },
    },
    "codedeploy:GetDeploymentConfig": {
      deploymentConfigInfo: { deploymentConfigName: "CodeDeployDefault.OneAtATime" },
    },
    "codedeploy:ListDeployments": { deployments: ["d-1"] },
    "codedeploy:BatchGetDeployments": { deploymentsInfo: [{ deploymentId: "d-1", status: "InProgress" }] },
    "codedeploy:ListDeploymentTargets": { targetIds: ids },
    "codedeploy:BatchGetDeploymentTargets": { deploymentTargets: [] },
    "autoscaling:DescribeAutoScalingGroups": {
      AutoScalingGroups: [
        {
          AutoScalingGroupName: "asg-prod-api",
          MinSize: 2,
          MaxSize: 6,
          DesiredCapacity: 3,
          TargetGroupARNs: targetGroupArns,
          Instances: ids.map((InstanceId) => ({ InstanceId, LifecycleState: "InService" })),
        },
      ],
    },
    "autoscaling:DescribeScalingActivities": { Activities: [] },
    "autoscaling:DescribeLifecycleHooks": { LifecycleHooks: [] },
    "autoscaling:DescribeInstanceRefreshes": { InstanceRefreshes: [] },
    "autoscaling:DescribeTrafficSources": { TrafficSources: [] },
    "elasticloadbalancing:DescribeTargetGroups": {
      TargetGroups: [{ TargetGroupArn: targetGroupArn, TargetGroupName: "tg-prod-api" }],
    },
    "elasticloadbalancing:DescribeTargetGroupAttributes": { Attributes: [] },
    "elasticloadbalancing:DescribeTargetHealth": {
      TargetHealthDescriptions: ids.map((Id) => ({ Target: { Id }, TargetHealth: { State: "healthy" } })),
    },
    "ec2:DescribeInstances": {
      Reservations: [{ Instances: ids.map((InstanceId) => ({ InstanceId, State: { Name: "running" } })) }],
    },
    "ec2:DescribeInstanceStatus": { InstanceStatuses: [] },
  };
}

/** Reads with answers that all arrive together, round by round, and says which calls each round had. */
async function countRounds(outputs: Readonly<Record<string, object>>): Promise<string[][]> {
  const rounds: string[][] = [];
  let waiting: { operation: string; resolve: (outcome: Outcome<unknown>) => void }[] = [];
  const call = asCall((operation) => new Promise((resolve) => waiting.push({ operation, resolve })));
  let finished = false;
  const reading = gather({
    sources: groupSources,
    place: readScope,
    scope: readScope,
    call,
    clock: () => fakeReadAt,
    onDefect: throwDefect,
  }).finally(() => {
    finished = true;
  });
  while (!finished) {
    await new Promise(setImmediate);
    const round = waiting;
    waiting = [];
    if (round.length > 0) rounds.push(round.map(({ operation }) => operation).sort());
    for (const { operation, resolve } of round)
      resolve({ ok: true, output: outputs[operation] ?? {}, readAt: fakeReadAt });
  }
  await reading;
  return rounds;
}

describe("a cold read of one group", () => {
  it("takes four rounds: list, details, targets, and then target and instance details at once", async () => {
    expect(await countRounds(makeOutputs(3, [targetGroupArn]))).toEqual([
      ["codedeploy:GetDeploymentGroup", "codedeploy:ListDeployments"],
      [
        "autoscaling:DescribeAutoScalingGroups",
        "autoscaling:DescribeInstanceRefreshes",
        "autoscaling:DescribeLifecycleHooks",
        "autoscaling:DescribeScalingActivities",
        "autoscaling:DescribeTrafficSources",
        "codedeploy:BatchGetDeployments",
        "codedeploy:GetDeploymentConfig",
      ],
      [
        "codedeploy:ListDeploymentTargets",
        "ec2:DescribeInstanceStatus",
        "elasticloadbalancing:DescribeTargetGroupAttributes",
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth",
      ],
      ["codedeploy:BatchGetDeploymentTargets", "ec2:DescribeInstances"],
    ]);
  });

  it.each([
    { instances: 99, describeInstances: 1, batches: 4 },
    { instances: 100, describeInstances: 1, batches: 4 },
    { instances: 101, describeInstances: 2, batches: 5 },
  ])(
    "of $instances instances costs no more calls than their number needs, and no more rounds",
    async (size) => {
      const rounds = await countRounds(makeOutputs(size.instances, [targetGroupArn]));
      const calls = rounds.flat();
      expect(rounds).toHaveLength(4);
      expect(calls.filter((name) => name === "ec2:DescribeInstances")).toHaveLength(size.describeInstances);
      expect(calls.filter((name) => name === "codedeploy:BatchGetDeploymentTargets")).toHaveLength(
        size.batches,
      );
    },
  );

  it("takes one more where a target group is known by its name alone", async () => {
    expect(await countRounds(makeOutputs(3, []))).toHaveLength(5);
  });
});
