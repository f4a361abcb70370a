/** One kind of fact about one instance, as its revisions follow each other. */
export type Chain = {
  readonly source: string;
  readonly kind: string;
  readonly operation: string;
  /** Revisions in one instance's life. */
  readonly revisions: number;
  toEntity(instance: string, group: string): string;
  toValue(instance: string, turn: number): object;
};

const states = ["Pending", "Pending:Wait", "InService", "EnteringStandby", "Standby", "Terminating:Wait"];

/** Six kinds of facts about one instance, fifty revisions together, with values as large as the sources make them. */
export const chains: readonly Chain[] = [
  {
    source: "autoscaling-groups",
    kind: "member",
    operation: "autoscaling:DescribeAutoScalingGroups",
    revisions: 12,
    toEntity: (instance, group) => `asg-${group}/${instance}`,
    toValue: (instanceId, turn) => ({
      group: "asg-bench",
      instanceId,
      lifecycleState: states[turn % states.length],
      healthStatus: "Healthy",
      zone: "us-east-1a",
      protectedFromScaleIn: false,
      launchTemplate: { id: "lt-0123456789abcdef0", name: "bench", version: String(turn) },
    }),
  },
  {
    source: "elb-target-health",
    kind: "target",
    operation: "elasticloadbalancing:DescribeTargetHealth",
    revisions: 15,
    toEntity: (instance, group) => `${toArn(group)}/${instance}:80@us-east-1a`,
    toValue: (instanceId, turn) => ({
      targetGroupArn: toArn("bench"),
      targetGroupName: "tg-bench",
      instanceId,
      port: 80,
      zone: "us-east-1a",
      state: turn % 2 === 0 ? "healthy" : "unhealthy",
      reason: turn % 2 === 0 ? undefined : "Target.FailedHealthChecks",
      description: turn % 2 === 0 ? undefined : `Health checks failed with code 50${turn % 5}`,
    }),
  },
  {
    source: "ec2-instances",
    kind: "instance",
    operation: "ec2:DescribeInstances",
    revisions: 6,
    toEntity: (instance) => instance,
    toValue: (id, turn) => ({
      id,
      listed: true,
      state: turn === 0 ? "pending" : "running",
      imageId: "ami-0123456789abcdef0",
      instanceType: "m7g.large",
      zone: "us-east-1a",
      privateIp: "10.0.17.23",
      profileArn: "arn:aws:iam::123456789012:instance-profile/bench",
      tags: [
        { key: "Name", value: "bench" },
        { key: "Release", value: String(turn) },
      ],
    }),
  },
  {
    source: "ec2-instance-status",
    kind: "instance-status",
    operation: "ec2:DescribeInstanceStatus",
    revisions: 5,
    toEntity: (instance) => instance,
    toValue: (id, turn) => ({
      id,
      instanceStatus: turn % 2 === 0 ? "initializing" : "ok",
      systemStatus: "ok",
      ebsStatus: "ok",
      scheduledEvents: [],
    }),
  },
  {
    source: "codedeploy-targets",
    kind: "deployment-target",
    operation: "codedeploy:BatchGetDeploymentTargets",
    revisions: 9,
    toEntity: (instance) => `d-BENCH0001/${instance}`,
    toValue: (targetId, turn) => ({
      deploymentId: "d-BENCH0001",
      targetId,
      status: "InProgress",
      deploymentStatus: "InProgress",
      events: ["ApplicationStop", "BeforeInstall", "AfterInstall", "ApplicationStart", "ValidateService"].map(
        (name, index) => ({ name, status: index < turn ? "Succeeded" : "Pending" }),
      ),
    }),
  },
  {
    source: "autoscaling-activities",
    kind: "scaling-activity",
    operation: "autoscaling:DescribeScalingActivities",
    revisions: 3,
    toEntity: (instance) => `activity-${instance}`,
    toValue: (instance, turn) => ({
      id: `activity-${instance}`,
      group: "asg-bench",
      status: ["PreInService", "WaitingForInstanceWarmup", "Successful"][turn],
      description: `Launching a new EC2 instance: ${instance}`,
      cause: "An instance was started in response to a difference between desired and actual capacity.",
      progress: turn * 50,
    }),
  },
];

function toArn(group: string): string {
  return `arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/tg-${group}/0123456789abcdef`;
}
