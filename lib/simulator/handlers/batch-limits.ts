/** How many names or ids one call may carry (reference 4.1). */
export const batchLimits = {
  /** Not stated by AWS [?]: the smallest limit of its siblings. */
  BatchGetDeploymentGroups: 25,
  /** The model says 25, the limits page 100: the smaller one. */
  BatchGetDeployments: 25,
  BatchGetDeploymentTargets: 25,
  DescribeScalingActivities: 50,
  DescribeInstanceStatus: 100,
  /** Values of one EC2 filter [?]. */
  filterValues: 200,
} as const;
