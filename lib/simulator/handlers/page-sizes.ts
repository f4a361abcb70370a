type PageSize = { readonly usual: number; readonly most: number };

/**
 * Items per page: without a wish, and at most. m:autoscaling, m:elbv2, m:ec2.
 * CodeDeploy lets nobody choose and documents no size: 100 is an assumption [?].
 */
export const documentedPageSizes = {
  ListApplications: { usual: 100, most: 100 },
  ListDeploymentGroups: { usual: 100, most: 100 },
  ListDeployments: { usual: 100, most: 100 },
  ListDeploymentTargets: { usual: 100, most: 100 },
  DescribeAutoScalingGroups: { usual: 50, most: 100 },
  DescribeScalingActivities: { usual: 100, most: 100 },
  DescribeInstanceRefreshes: { usual: 50, most: 100 },
  DescribeTrafficSources: { usual: 50, most: 50 },
  DescribeTargetGroups: { usual: 400, most: 400 },
  DescribeInstances: { usual: 1_000, most: 1_000 },
  DescribeInstanceStatus: { usual: 1_000, most: 1_000 },
} as const satisfies Record<string, PageSize>;

export type PagedOperation = keyof typeof documentedPageSizes;

/** EC2 refuses a smaller MaxResults (m:ec2). */
export const leastMaxResults = 5;
