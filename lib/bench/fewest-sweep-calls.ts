/** What one sweep has to learn about one account and region, in numbers. */
export type SweepShape = {
  /** How many deployment groups each application has. */
  readonly groupsByApplication: readonly number[];
  readonly deploymentConfigs: number;
  /** Deployments that a listing names. */
  readonly deployments: number;
  /** Those of them that are not known already: one that ended a while ago cannot change. */
  readonly newDeployments: number;
  /** How many targets each of those has whose targets are wanted: what is open, or ended in the last hours. */
  readonly targetsOfDeployments: readonly number[];
  readonly autoScalingGroups: number;
  /** Scaling activities of the last hours that are not known already. */
  readonly newActivities: number;
  readonly targetGroups: number;
  readonly instances: number;
};

export type FewestCalls = { readonly operation: string; readonly calls: number; readonly how: string };

/**
 * The analytic minimum of AWS calls for one sweep: everything that the sources say about every deployment group of one
 * account and region, once, by the page and batch sizes of the reference (part 4.1), retries not counted.
 *
 * Assumed: everything in the region belongs to a deployment group, so that a listing of the whole region may stand for
 * one listing per group wherever AWS allows it, and brings nothing in vain · CodeDeploy's pages, whose size AWS does not
 * document, hold 100 · BatchGetDeploymentGroups takes 25 groups of one application · a listing that finds nothing is
 * still one call · BatchGetDeploymentGroups says all that GetDeploymentGroup says · EC2 is asked for a hundred ids at
 * a time, as the reference advises: a listing of the whole region draws from a smaller bucket, and may be much longer ·
 * ELB is asked for a hundred ARNs: how many it takes is not documented, and its listing has every other team's groups.
 */
export function toFewestSweepCalls(shape: SweepShape): readonly FewestCalls[] {
  const { groupsByApplication: groups, targetsOfDeployments: targets } = shape;
  const perApplication = (size: number) => sum(groups.map((count) => toPages(count, size)));
  return [
    row("codedeploy:ListApplications", toPages(groups.length, 100), "100 a page"),
    row("codedeploy:ListDeploymentGroups", perApplication(100), "100 a page of one application"),
    row(
      "codedeploy:BatchGetDeploymentGroups",
      sum(groups.map((count) => toBatchCount(count, 25))),
      "25 of one application",
    ),
    row("codedeploy:GetDeploymentGroup", 0, "said by BatchGetDeploymentGroups"),
    row("codedeploy:GetDeploymentConfig", shape.deploymentConfigs, "one each"),
    row("codedeploy:ListDeployments", toPages(shape.deployments, 100), "100 a page of the region"),
    row("codedeploy:BatchGetDeployments", toBatchCount(shape.newDeployments, 25), "25 of any groups"),
    row(
      "codedeploy:ListDeploymentTargets",
      sum(targets.map((count) => toPages(count, 100))),
      "100 a page of one deployment",
    ),
    row(
      "codedeploy:BatchGetDeploymentTargets",
      sum(targets.map((count) => toBatchCount(count, 25))),
      "25 of one deployment",
    ),
    row(
      "autoscaling:DescribeAutoScalingGroups",
      toPages(shape.autoScalingGroups, 100),
      "100 a page of the region",
    ),
    row(
      "autoscaling:DescribeScalingActivities",
      toPages(shape.newActivities, 100),
      "100 a page of the region",
    ),
    row("autoscaling:DescribeLifecycleHooks", shape.autoScalingGroups, "one group each"),
    row("autoscaling:DescribeInstanceRefreshes", shape.autoScalingGroups, "one group each"),
    row("autoscaling:DescribeTrafficSources", shape.autoScalingGroups, "one group each"),
    row("elasticloadbalancing:DescribeTargetGroups", toBatchCount(shape.targetGroups, 100), "100 ARNs"),
    row("elasticloadbalancing:DescribeTargetGroupAttributes", shape.targetGroups, "one group each"),
    row("elasticloadbalancing:DescribeTargetHealth", shape.targetGroups, "one group each"),
    row("ec2:DescribeInstances", toBatchCount(shape.instances, 100), "100 ids"),
    row("ec2:DescribeInstanceStatus", toBatchCount(shape.instances, 100), "100 ids"),
  ];
}

function row(operation: string, calls: number, how: string): FewestCalls {
  return { operation, calls, how };
}

/** A listing asks at least once, to hear that there is nothing. */
function toPages(items: number, size: number): number {
  return Math.max(1, Math.ceil(items / size));
}

/** What is asked for by name is not asked for where there is none. */
function toBatchCount(items: number, size: number): number {
  return Math.ceil(items / size);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
