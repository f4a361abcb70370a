import { addSeconds, toInstant } from "#lib/domain/time.ts";
import { makeEmptyState } from "#lib/simulator/world/create-region.ts";
import type {
  SimActivity,
  SimAutoScalingGroup,
  SimDeployment,
  SimDeploymentGroup,
  SimInstance,
  SimRegion,
  SimTargetGroup,
} from "#lib/simulator/world/state.ts";
import type { World } from "#lib/simulator/world/world.ts";

// One small region by hand, in which every service says something.

export const smallNow = toInstant(Date.UTC(2026, 0, 31, 14, 22, 10));
export const smallAccount = "123456789012";
export const smallRegion = "us-east-1";

export const smallIds = {
  running: "i-0a11111111111111a",
  launching: "i-0b22222222222222b",
  terminated: "i-0c33333333333333c",
  forgotten: "i-0d44444444444444d",
  targetGroup: `arn:aws:elasticloadbalancing:${smallRegion}:${smallAccount}:targetgroup/tg-prod-api/0123456789abcdef`,
  loadBalancer: `arn:aws:elasticloadbalancing:${smallRegion}:${smallAccount}:loadbalancer/app/alb-prod/fedcba9876543210`,
  succeeded: "d-SUCCEEDED",
  inProgress: "d-INPROGRESS",
  created: "d-CREATED",
} as const;

export function makeInstance(id: string, changes: Partial<SimInstance> = {}): SimInstance {
  return {
    id,
    state: "running",
    launchTime: addSeconds(smallNow, -3_600),
    stateTransitionReason: "",
    imageId: "ami-0123456789abcdef0",
    instanceType: "t3.small",
    zone: "us-east-1a",
    privateIp: "10.0.0.10",
    tags: [{ key: "Name", value: "api" }],
    statusCheck: "ok",
    agent: "alive",
    serving: true,
    ...changes,
  };
}

export function makeActivity(id: string, changes: Partial<SimActivity> = {}): SimActivity {
  return {
    id,
    group: "asg-prod-api",
    description: `Launching a new EC2 instance: ${smallIds.running}`,
    cause:
      "At 2026-01-31T13:00:00Z an instance was started in response to a difference between desired and actual capacity.",
    statusCode: "Successful",
    startTime: addSeconds(smallNow, -3_600),
    endTime: addSeconds(smallNow, -3_500),
    progress: 100,
    details: '{"Subnet ID":"subnet-1","Availability Zone":"us-east-1a"}',
    ...changes,
  };
}

export function makeGroup(name: string, changes: Partial<SimAutoScalingGroup> = {}): SimAutoScalingGroup {
  return {
    name,
    arn: `arn:aws:autoscaling:${smallRegion}:${smallAccount}:autoScalingGroup:1:autoScalingGroupName/${name}`,
    minSize: 2,
    maxSize: 4,
    desiredCapacity: 3,
    createdTime: addSeconds(smallNow, -86_400),
    healthCheckType: "ELB",
    healthCheckGraceSeconds: 300,
    zones: ["us-east-1a", "us-east-1b"],
    targetGroupArns: [smallIds.targetGroup],
    launchTemplate: { id: "lt-0123456789abcdef0", name: "api", version: "7" },
    tags: [{ key: "team", value: "api", propagateAtLaunch: true }],
    suspended: [],
    members: [],
    hooks: [],
    activities: [],
    ...changes,
  };
}

export function makeTargetGroup(arn: string, changes: Partial<SimTargetGroup> = {}): SimTargetGroup {
  return {
    arn,
    name: arn.split("/").at(-2) ?? arn,
    port: 8080,
    protocol: "HTTP",
    vpcId: "vpc-0123456789abcdef0",
    loadBalancerArns: [smallIds.loadBalancer],
    deregistrationDelaySeconds: 300,
    healthCheck: {
      path: "/health",
      intervalSeconds: 30,
      timeoutSeconds: 5,
      healthyThreshold: 5,
      unhealthyThreshold: 2,
    },
    targets: [],
    ...changes,
  };
}

function makeDeploymentGroup(name: string, changes: Partial<SimDeploymentGroup> = {}): SimDeploymentGroup {
  return {
    id: `00000000-0000-4000-8000-${name}`,
    application: "api",
    name,
    serviceRoleArn: `arn:aws:iam::${smallAccount}:role/codedeploy`,
    configName: "CodeDeployDefault.OneAtATime",
    autoScalingGroups: [{ name: "asg-prod-api", hook: "CodeDeploy-hook" }],
    terminationHookEnabled: false,
    tagFilters: [],
    tagSet: [],
    targetGroupNames: ["tg-prod-api"],
    deploymentType: "IN_PLACE",
    trafficControl: true,
    outdatedInstancesStrategy: "UPDATE",
    alarmNames: [],
    autoRollback: false,
    ...changes,
  };
}

export function makeDeployment(id: string, changes: Partial<SimDeployment> = {}): SimDeployment {
  return {
    id,
    application: "api",
    group: "prod-api",
    status: "Succeeded",
    creator: "user",
    createTime: addSeconds(smallNow, -7_200),
    configName: "CodeDeployDefault.OneAtATime",
    revision: { revisionType: "S3", s3Location: { bucket: "releases", key: "api.zip", bundleType: "zip" } },
    deploymentType: "IN_PLACE",
    ...changes,
  };
}

function toMap<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item> {
  return new Map(items.map((item) => [keyOf(item), item]));
}

function makeSmallGroup(): SimAutoScalingGroup {
  const member = { zone: "us-east-1a", protectedFromScaleIn: false, waits: [] };
  return makeGroup("asg-prod-api", {
    members: [
      { ...member, instanceId: smallIds.running, lifecycleState: "InService", healthStatus: "Healthy" },
      { ...member, instanceId: smallIds.launching, lifecycleState: "Pending:Wait", healthStatus: "Healthy" },
      { ...member, instanceId: smallIds.terminated, lifecycleState: "Detaching", healthStatus: "Unhealthy" },
    ],
    hooks: [
      {
        name: "CodeDeploy-hook",
        transition: "autoscaling:EC2_INSTANCE_LAUNCHING",
        heartbeatTimeoutSeconds: 600,
        globalTimeoutSeconds: 60_000,
        defaultResult: "ABANDON",
      },
    ],
    activities: [
      makeActivity("first"),
      makeActivity("second", {
        startTime: addSeconds(smallNow, -600),
        endTime: undefined,
        statusCode: "PreInService",
      }),
    ],
  });
}

function makeSmallTargetGroup(): SimTargetGroup {
  const since = addSeconds(smallNow, -300);
  return makeTargetGroup(smallIds.targetGroup, {
    targets: [
      { instanceId: smallIds.running, port: 8080, zone: "us-east-1a", state: "healthy", since },
      {
        instanceId: smallIds.terminated,
        port: 8080,
        zone: "us-east-1a",
        state: "draining",
        reason: "Target.DeregistrationInProgress",
        description: "Target deregistration is in progress",
        since,
      },
    ],
  });
}

function makeSmallDeployments(): SimDeployment[] {
  const lastUpdatedAt = addSeconds(smallNow, -100);
  return [
    makeDeployment(smallIds.succeeded, {
      startTime: addSeconds(smallNow, -7_100),
      completeTime: addSeconds(smallNow, -7_000),
    }),
    makeDeployment(smallIds.inProgress, {
      status: "InProgress",
      creator: "autoscaling",
      createTime: addSeconds(smallNow, -500),
      targets: [
        { instanceId: smallIds.running, status: "Succeeded", lastUpdatedAt, events: [] },
        {
          instanceId: smallIds.terminated,
          status: "Pending",
          lastUpdatedAt,
          events: [{ name: "BeforeInstall", status: "Pending" }],
        },
      ],
    }),
    makeDeployment(smallIds.created, { status: "Created", createTime: addSeconds(smallNow, -10) }),
  ];
}

export function makeSmallRegion(): SimRegion {
  const instances = [
    makeInstance(smallIds.running),
    makeInstance(smallIds.launching, { statusCheck: "initializing", tags: [{ key: "Name", value: "web" }] }),
    makeInstance(smallIds.terminated, {
      state: "terminated",
      stateTransitionReason: "User initiated (2026-01-31 13:38:00 GMT)",
      stateReason: {
        code: "Client.UserInitiatedShutdown",
        message: "Client.UserInitiatedShutdown: User initiated shutdown",
      },
      forgottenAt: addSeconds(smallNow, 1),
    }),
    makeInstance(smallIds.forgotten, { state: "terminated", forgottenAt: smallNow }),
  ];
  return {
    account: smallAccount,
    region: smallRegion,
    instances: toMap(instances, ({ id }) => id),
    autoScalingGroups: toMap([makeSmallGroup()], ({ name }) => name),
    targetGroups: toMap([makeSmallTargetGroup()], ({ arn }) => arn),
    applications: toMap(
      [{ name: "api", id: "app-1", createTime: addSeconds(smallNow, -86_400) }],
      ({ name }) => name,
    ),
    deploymentGroups: toMap(
      [
        makeDeploymentGroup("prod-api", {
          lastAttempted: smallIds.inProgress,
          lastSuccessful: smallIds.succeeded,
        }),
      ],
      (group) => `${group.application}/${group.name}`,
    ),
    deployments: toMap(makeSmallDeployments(), ({ id }) => id),
    deploymentConfigs: toMap(
      [{ name: "CodeDeployDefault.OneAtATime", minimumHealthy: { type: "HOST_COUNT" as const, value: 1 } }],
      ({ name }) => name,
    ),
  };
}

/** Regions other than the small one are empty. */
export function makeSmallWorld(region: SimRegion = makeSmallRegion()): Pick<World, "now" | "region"> {
  const regions = new Map([[`${region.account}/${region.region}`, region]]);
  return {
    now: () => smallNow,
    region(account, name) {
      const found = regions.get(`${account}/${name}`) ?? makeEmptyState(account, name);
      regions.set(`${account}/${name}`, found);
      return found;
    },
  };
}
