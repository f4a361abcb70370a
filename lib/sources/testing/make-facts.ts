import type { AutoScalingGroup, Member } from "#lib/domain/auto-scaling.ts";
import type { DeploymentGroup } from "#lib/domain/code-deploy.ts";
import type { Fact } from "#lib/domain/fact.ts";

/** The deployment group of the tests. By default it names nothing. */
export function makeGroupFact(value: Partial<DeploymentGroup> = {}): Fact {
  const full: DeploymentGroup = {
    application: "api",
    name: "prod-api",
    autoScalingGroups: [],
    tagFilters: [],
    tagSet: [],
    targetGroupNames: [],
    alarmNames: [],
    ...value,
  };
  return {
    kind: "deployment-group",
    entity: "api/prod-api",
    value: full,
    operation: "codedeploy:GetDeploymentGroup",
  };
}

export function makeAutoScalingFact(name: string, targetGroupArns: readonly string[] = []): Fact {
  const value: AutoScalingGroup = {
    name,
    minSize: 2,
    maxSize: 6,
    desiredCapacity: 3,
    targetGroupArns,
    suspendedProcesses: [],
    tags: {},
  };
  return {
    kind: "auto-scaling-group",
    entity: name,
    value,
    operation: "autoscaling:DescribeAutoScalingGroups",
  };
}

export function makeMemberFact(instanceId: string, lifecycleState: string): Fact {
  const value: Member = { group: "asg-prod-api", instanceId, lifecycleState };
  return {
    kind: "member",
    entity: `asg-prod-api/${instanceId}`,
    value,
    operation: "autoscaling:DescribeAutoScalingGroups",
  };
}
