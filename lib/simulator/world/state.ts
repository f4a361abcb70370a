import type { Instant } from "#lib/domain/time.ts";

// The simulated account as data. Each service keeps its own record of an instance, with its own change times:
// the disagreements between them (a ghost is one) are the point, so nothing here is derived from another service's record.

export type SimTag = { key: string; value: string };

export type SimInstance = {
  id: string;
  state: "pending" | "running" | "shutting-down" | "terminated" | "stopping" | "stopped";
  launchTime: Instant;
  /** When it began to shut down. */
  terminatedAt?: Instant;
  /** EC2 forgets the row at this time. */
  forgottenAt?: Instant;
  stateTransitionReason: string;
  stateReason?: { code: string; message: string };
  imageId: string;
  instanceType: string;
  zone: string;
  privateIp: string;
  profileArn?: string;
  lifecycle?: "spot";
  tags: SimTag[];
  launchTemplate?: { id: string; name: string; version: string };
  statusCheck: "ok" | "initializing" | "impaired";
  /** `disabled`: nothing on the machine can read its role's credentials. */
  metadataEndpoint?: "enabled" | "disabled";
  scheduledEvents?: { code: string; description: string; notBefore: Instant }[];
  /** What the machine itself is like: not visible to any API, but decides what happens. */
  agent: "alive" | "dead" | "not-installed";
  /** The application answers health checks. */
  serving: boolean;
  scriptFailure?: { event: string; errorCode: string; scriptName: string; message: string; logTail: string };
};

export type SimMember = {
  instanceId: string;
  lifecycleState: string;
  healthStatus: "Healthy" | "Unhealthy";
  zone: string;
  protectedFromScaleIn: boolean;
  launchTemplate?: { id: string; name: string; version: string };
  /** Hooks that currently hold this member. */
  waits: SimHookWait[];
};

export type SimHookWait = {
  hook: string;
  token: string;
  startedAt: Instant;
  heartbeatDeadline: Instant;
  globalDeadline: Instant;
  result?: "CONTINUE" | "ABANDON";
};

export type SimHook = {
  name: string;
  transition: "autoscaling:EC2_INSTANCE_LAUNCHING" | "autoscaling:EC2_INSTANCE_TERMINATING";
  heartbeatTimeoutSeconds: number;
  globalTimeoutSeconds: number;
  defaultResult: "CONTINUE" | "ABANDON";
  notificationTargetArn?: string;
  notificationMetadata?: string;
  roleArn?: string;
};

export type SimActivity = {
  id: string;
  group: string;
  description: string;
  cause: string;
  statusCode: string;
  statusMessage?: string;
  startTime: Instant;
  endTime?: Instant;
  progress: number;
  details: string;
};

export type SimAutoScalingGroup = {
  name: string;
  arn: string;
  minSize: number;
  maxSize: number;
  desiredCapacity: number;
  createdTime: Instant;
  healthCheckType: "EC2" | "ELB";
  healthCheckGraceSeconds: number;
  zones: string[];
  targetGroupArns: string[];
  launchTemplate: { id: string; name: string; version: string };
  tags: (SimTag & { propagateAtLaunch: boolean })[];
  suspended: { process: string; reason: string }[];
  status?: string;
  maxInstanceLifetimeSeconds?: number;
  capacityRebalance?: boolean;
  /** Instances kept ready outside the desired capacity. */
  warmPool?: { minSize: number; poolState: "Stopped" | "Running" };
  /** `retain` keeps an instance whose termination hook was abandoned. */
  terminateHookAbandon?: "retain" | "terminate";
  members: SimMember[];
  hooks: SimHook[];
  /** Newest last. */
  activities: SimActivity[];
  /** Newest last. */
  instanceRefreshes?: SimInstanceRefresh[];
};

export type SimInstanceRefresh = {
  id: string;
  status: "Pending" | "InProgress" | "Successful" | "Failed" | "Cancelling" | "Cancelled";
  statusReason?: string;
  startTime?: Instant;
  endTime?: Instant;
  percentageComplete: number;
  instancesToUpdate: number;
};

export type SimTarget = {
  instanceId: string;
  port: number;
  zone: string;
  state: "initial" | "healthy" | "unhealthy" | "draining" | "unused";
  reason?: string;
  description?: string;
  since: Instant;
  /** `zonal_shift_active`: no traffic, however healthy it is. */
  administrativeOverride?: string;
};

export type SimTargetGroup = {
  arn: string;
  name: string;
  port: number;
  protocol: string;
  vpcId: string;
  loadBalancerArns: string[];
  deregistrationDelaySeconds: number;
  healthCheck: {
    path: string;
    intervalSeconds: number;
    timeoutSeconds: number;
    healthyThreshold: number;
    unhealthyThreshold: number;
  };
  targets: SimTarget[];
};

export type SimTagFilter = {
  Key?: string;
  Value?: string;
  Type: "KEY_ONLY" | "VALUE_ONLY" | "KEY_AND_VALUE";
};

export type SimRevision = {
  revisionType: "S3" | "GitHub";
  s3Location?: {
    bucket: string;
    key: string;
    bundleType: "zip" | "tar" | "tgz";
    version?: string;
    eTag?: string;
  };
  gitHubLocation?: { repository: string; commitId: string };
};

export type SimDeploymentGroup = {
  id: string;
  application: string;
  name: string;
  serviceRoleArn: string;
  configName: string;
  autoScalingGroups: { name: string; hook?: string; terminationHook?: string }[];
  terminationHookEnabled: boolean;
  tagFilters: SimTagFilter[];
  tagSet: SimTagFilter[][];
  targetGroupNames: string[];
  deploymentType: "IN_PLACE" | "BLUE_GREEN";
  trafficControl: boolean;
  outdatedInstancesStrategy: "UPDATE" | "IGNORE";
  alarmNames: string[];
  autoRollback: boolean;
  blueGreen?: {
    terminateBlue: "TERMINATE" | "KEEP_ALIVE";
    terminationWaitMinutes: number;
    greenProvisioning: "DISCOVER_EXISTING" | "COPY_AUTO_SCALING_GROUP";
    /** Set: traffic waits so many minutes for ContinueDeployment, and then the deployment is stopped. */
    readyWaitMinutes?: number;
  };
  lastAttempted?: string;
  lastSuccessful?: string;
};

export type SimLifecycleEvent = {
  name: string;
  status: "Pending" | "InProgress" | "Succeeded" | "Failed" | "Skipped" | "Unknown";
  startTime?: Instant;
  endTime?: Instant;
  diagnostics?: { errorCode: string; scriptName?: string; message?: string; logTail?: string };
};

export type SimDeploymentTarget = {
  instanceId: string;
  status: "Pending" | "InProgress" | "Succeeded" | "Failed" | "Skipped" | "Unknown" | "Ready";
  label?: "Blue" | "Green";
  lastUpdatedAt: Instant;
  events: SimLifecycleEvent[];
};

export type SimDeployment = {
  id: string;
  application: string;
  group: string;
  status: "Created" | "Queued" | "InProgress" | "Baking" | "Ready" | "Succeeded" | "Failed" | "Stopped";
  creator: "user" | "autoscaling" | "autoscalingTermination" | "codeDeployRollback" | "CodeDeployAutoUpdate";
  createTime: Instant;
  startTime?: Instant;
  completeTime?: Instant;
  configName: string;
  revision: SimRevision;
  description?: string;
  errorCode?: string;
  errorMessage?: string;
  rollbackDeploymentId?: string;
  rollbackOf?: string;
  deploymentType: "IN_PLACE" | "BLUE_GREEN";
  /** Blue/green: the original instances are kept for a while before they are terminated. */
  blueWaitStarted?: boolean;
  /** Follow-on deployments that bring instances up to date which were launched meanwhile. */
  autoUpdateDeploymentIds?: string[];
  /** Undefined until the deployment starts: then the API answers DeploymentNotStartedException. */
  targets?: SimDeploymentTarget[];
};

export type SimDeploymentConfig = {
  name: string;
  minimumHealthy: { type: "HOST_COUNT" | "FLEET_PERCENT"; value: number };
};

export type SimRegion = {
  account: string;
  region: string;
  instances: Map<string, SimInstance>;
  autoScalingGroups: Map<string, SimAutoScalingGroup>;
  /** By ARN. */
  targetGroups: Map<string, SimTargetGroup>;
  applications: Map<string, { name: string; id: string; createTime: Instant }>;
  /** By `application/name`. */
  deploymentGroups: Map<string, SimDeploymentGroup>;
  /** In order of creation. */
  deployments: Map<string, SimDeployment>;
  deploymentConfigs: Map<string, SimDeploymentConfig>;
};
