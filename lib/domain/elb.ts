/** elasticloadbalancing:DescribeTargetGroups. Entity: ARN. */
export type TargetGroup = {
  readonly arn: string;
  readonly name: string;
  readonly protocol?: string;
  readonly port?: number;
  readonly targetType?: string;
  readonly loadBalancerArns: readonly string[];
  readonly healthCheckEnabled?: boolean;
  readonly healthCheckPath?: string;
  readonly healthCheckIntervalSeconds?: number;
  readonly healthCheckTimeoutSeconds?: number;
  readonly healthyThreshold?: number;
  readonly unhealthyThreshold?: number;
};

/** A target group that something names, and that ELB says does not exist. Entity: the name or ARN. */
export type MissingTargetGroup = { readonly ref: string };

/** elasticloadbalancing:DescribeTargetGroupAttributes. Entity: ARN. */
export type TargetGroupAttributes = { readonly arn: string; readonly deregistrationDelaySeconds?: number };

/** elasticloadbalancing:DescribeTargetHealth. Entity: `arn/id:port@zone`: one instance may be registered on several ports. */
export type Target = {
  readonly targetGroupArn: string;
  readonly targetGroupName: string;
  readonly instanceId: string;
  readonly port?: number;
  readonly zone?: string;
  readonly state: string;
  readonly reason?: string;
  readonly description?: string;
  readonly administrativeOverride?: string;
};
