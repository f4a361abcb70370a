import type { Place } from "#lib/domain/scope.ts";
import { addMs, hourMs, type Instant, minuteMs } from "#lib/domain/time.ts";
import type { SimDeployment, SimInstance, SimRegion } from "#lib/simulator/world/state.ts";

/** One deployment group of `size` instances in the middle of a deployment, as AWS would list it. */
export function makeFleet(place: Place, size: number, now: Instant): SimRegion {
  const started = addMs(now, -20 * minuteMs);
  const instances = Array.from({ length: size }, (_, index) => makeInstance(index, addMs(now, -3 * hourMs)));
  const targetGroupArn = `arn:aws:elasticloadbalancing:${place.region}:${place.account}:targetgroup/tg-bench/0123456789abcdef`;
  const template = { id: "lt-0123456789abcdef0", name: "bench", version: "1" };
  return {
    ...place,
    instances: new Map(instances.map((instance) => [instance.id, instance])),
    autoScalingGroups: new Map([
      [
        "asg-bench",
        {
          name: "asg-bench",
          arn: `arn:aws:autoscaling:${place.region}:${place.account}:autoScalingGroup:1:autoScalingGroupName/asg-bench`,
          minSize: 0,
          maxSize: size,
          desiredCapacity: size,
          createdTime: addMs(now, -100 * hourMs),
          healthCheckType: "ELB",
          healthCheckGraceSeconds: 300,
          zones: ["us-east-1a"],
          targetGroupArns: [targetGroupArn],
          launchTemplate: template,
          tags: [],
          suspended: [],
          members: instances.map((instance) => ({
            instanceId: instance.id,
            lifecycleState: "InService",
            healthStatus: "Healthy",
            zone: instance.zone,
            protectedFromScaleIn: false,
            launchTemplate: template,
            waits: [],
          })),
          hooks: [],
          activities: [],
        },
      ],
    ]),
    targetGroups: new Map([
      [
        targetGroupArn,
        {
          arn: targetGroupArn,
          name: "tg-bench",
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
          targets: instances.map((instance) => ({
            instanceId: instance.id,
            port: 80,
            zone: instance.zone,
            state: "healthy",
            since: started,
          })),
        },
      ],
    ]),
    applications: new Map([["bench", { name: "bench", id: "bench", createTime: started }]]),
    deploymentGroups: new Map([
      [
        "bench/bench",
        {
          id: "0123456789ab",
          application: "bench",
          name: "bench",
          serviceRoleArn: `arn:aws:iam::${place.account}:role/CodeDeploy`,
          configName: "CodeDeployDefault.OneAtATime",
          autoScalingGroups: [{ name: "asg-bench" }],
          terminationHookEnabled: false,
          tagFilters: [],
          tagSet: [],
          targetGroupNames: ["tg-bench"],
          deploymentType: "IN_PLACE",
          trafficControl: true,
          outdatedInstancesStrategy: "UPDATE",
          alarmNames: [],
          autoRollback: false,
          lastAttempted: "d-BENCH0001",
        },
      ],
    ]),
    deployments: new Map([["d-BENCH0001", makeDeployment(instances, started)]]),
    deploymentConfigs: new Map([
      [
        "CodeDeployDefault.OneAtATime",
        { name: "CodeDeployDefault.OneAtATime", minimumHealthy: { type: "HOST_COUNT", value: 1 } },
      ],
    ]),
  };
}

function makeDeployment(instances: readonly SimInstance[], started: Instant): SimDeployment {
  return {
    id: "d-BENCH0001",
    application: "bench",
    group: "bench",
    status: "InProgress",
    creator: "user",
    createTime: started,
    startTime: started,
    configName: "CodeDeployDefault.OneAtATime",
    revision: {
      revisionType: "S3",
      s3Location: { bucket: "releases", key: "bench-41.zip", bundleType: "zip" },
    },
    deploymentType: "IN_PLACE",
    targets: instances.map((instance) => ({
      instanceId: instance.id,
      status: "Pending",
      lastUpdatedAt: started,
      events: [
        "ApplicationStop",
        "DownloadBundle",
        "BeforeInstall",
        "Install",
        "AfterInstall",
        "ApplicationStart",
        "ValidateService",
      ].map((name) => ({ name, status: "Pending" })),
    })),
  };
}

function makeInstance(index: number, launchTime: Instant): SimInstance {
  return {
    id: `i-${index.toString(16).padStart(17, "0")}`,
    state: "running",
    launchTime,
    stateTransitionReason: "",
    imageId: "ami-0123456789abcdef0",
    instanceType: "m7g.large",
    zone: "us-east-1a",
    privateIp: `10.0.${Math.floor(index / 250)}.${index % 250}`,
    tags: [
      { key: "Name", value: `bench-${index}` },
      { key: "aws:autoscaling:groupName", value: "asg-bench" },
    ],
    statusCheck: "ok",
    agent: "alive",
    serving: true,
  };
}
