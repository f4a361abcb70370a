import type { Place } from "#lib/domain/scope.ts";
import type { Instant } from "#lib/domain/time.ts";
import type {
  SimAutoScalingGroup,
  SimDeployment,
  SimDeploymentGroup,
  SimDeploymentTarget,
  SimInstance,
  SimRegion,
  SimTargetGroup,
} from "#lib/simulator/world/state.ts";

const benchConfig = "CodeDeployDefault.OneAtATime";

export function makeDeploymentConfigs(): SimRegion["deploymentConfigs"] {
  return new Map([[benchConfig, { name: benchConfig, minimumHealthy: { type: "HOST_COUNT", value: 1 } }]]);
}

const launchTemplate = { id: "lt-0123456789abcdef0", name: "bench", version: "1" };

export function makeInstance(index: number, autoScalingGroup: string, launchTime: Instant): SimInstance {
  return {
    id: `i-${index.toString(16).padStart(17, "0")}`,
    state: "running",
    launchTime,
    stateTransitionReason: "",
    imageId: "ami-0123456789abcdef0",
    instanceType: "m7g.large",
    zone: "us-east-1a",
    privateIp: `10.${Math.floor(index / 62_500)}.${Math.floor(index / 250) % 250}.${index % 250}`,
    profileArn: "arn:aws:iam::123456789012:instance-profile/bench",
    tags: [
      { key: "Name", value: `bench-${index}` },
      { key: "aws:autoscaling:groupName", value: autoScalingGroup },
    ],
    statusCheck: "ok",
    agent: "alive",
    serving: true,
  };
}

type GroupParts = {
  readonly place: Place;
  readonly name: string;
  readonly instances: readonly SimInstance[];
  readonly now: Instant;
};

export function makeTargetGroup({ place, name, instances, now }: GroupParts): SimTargetGroup {
  return {
    arn: `arn:aws:elasticloadbalancing:${place.region}:${place.account}:targetgroup/${name}/0123456789abcdef`,
    name,
    port: 80,
    protocol: "HTTP",
    vpcId: "vpc-0123456789abcdef0",
    loadBalancerArns: [],
    deregistrationDelaySeconds: 300,
    healthCheck: {
      path: "/",
      intervalSeconds: 30,
      timeoutSeconds: 5,
      healthyThreshold: 5,
      unhealthyThreshold: 2,
    },
    targets: instances.map(({ id, zone }) => ({
      instanceId: id,
      port: 80,
      zone,
      state: "healthy",
      since: now,
    })),
  };
}

export function makeAutoScalingGroup(
  { place, name, instances, now }: GroupParts,
  { arn }: SimTargetGroup,
): SimAutoScalingGroup {
  return {
    name,
    arn: `arn:aws:autoscaling:${place.region}:${place.account}:autoScalingGroup:1:autoScalingGroupName/${name}`,
    minSize: 0,
    maxSize: instances.length,
    desiredCapacity: instances.length,
    createdTime: now,
    healthCheckType: "ELB",
    healthCheckGraceSeconds: 300,
    zones: ["us-east-1a"],
    targetGroupArns: [arn],
    launchTemplate,
    tags: [],
    suspended: [],
    members: instances.map(({ id, zone }) => ({
      instanceId: id,
      lifecycleState: "InService",
      healthStatus: "Healthy",
      zone,
      protectedFromScaleIn: false,
      launchTemplate,
      waits: [],
    })),
    hooks: [],
    activities: [],
  };
}

type GroupNames = {
  readonly application: string;
  readonly name: string;
  readonly autoScalingGroup: string;
  readonly targetGroup: string;
  readonly lastAttempted: string;
};

export function makeDeploymentGroup(place: Place, names: GroupNames): SimDeploymentGroup {
  const { application, name, autoScalingGroup, targetGroup, lastAttempted } = names;
  return {
    id: `${application}-${name}`,
    application,
    name,
    serviceRoleArn: `arn:aws:iam::${place.account}:role/CodeDeploy`,
    configName: benchConfig,
    autoScalingGroups: [{ name: autoScalingGroup }],
    terminationHookEnabled: false,
    tagFilters: [],
    tagSet: [],
    targetGroupNames: [targetGroup],
    deploymentType: "IN_PLACE",
    trafficControl: true,
    outdatedInstancesStrategy: "UPDATE",
    alarmNames: [],
    autoRollback: false,
    lastAttempted,
  };
}

export function makeDeployment(
  group: SimDeploymentGroup,
  instances: readonly SimInstance[],
  { started, completed }: { readonly started: Instant; readonly completed?: Instant },
): SimDeployment {
  const status = completed === undefined ? "Pending" : "Succeeded";
  return {
    id: group.lastAttempted ?? "",
    application: group.application,
    group: group.name,
    status: completed === undefined ? "InProgress" : "Succeeded",
    creator: "user",
    createTime: started,
    startTime: started,
    ...(completed === undefined ? {} : { completeTime: completed }),
    configName: benchConfig,
    revision: {
      revisionType: "S3",
      s3Location: { bucket: "releases", key: "bench-41.zip", bundleType: "zip" },
    },
    deploymentType: "IN_PLACE",
    targets: instances.map(
      ({ id }): SimDeploymentTarget => ({
        instanceId: id,
        status,
        lastUpdatedAt: completed ?? started,
        events: lifecycleEvents.map((name) => ({
          name,
          status,
          ...(completed === undefined ? {} : { startTime: started, endTime: completed }),
        })),
      }),
    ),
  };
}

const lifecycleEvents = [
  "ApplicationStop",
  "DownloadBundle",
  "BeforeInstall",
  "Install",
  "AfterInstall",
  "ApplicationStart",
  "ValidateService",
];
