import type { Instant } from "#lib/domain/time.ts";

/** AWS's enums are open: values are kept as the text AWS sent. */
export type TagFilter = { readonly key?: string; readonly value?: string; readonly type: string };

/** One Auto Scaling group as the deployment group names it, with the hooks CodeDeploy believes it has installed. */
export type GroupAutoScaling = {
  readonly name: string;
  readonly hook?: string;
  readonly terminationHook?: string;
};

export type DeploymentRef = {
  readonly deploymentId: string;
  readonly status?: string;
  readonly createTime?: Instant;
  readonly endTime?: Instant;
};

/** codedeploy:GetDeploymentGroup, BatchGetDeploymentGroups. Entity: `application/name`. */
export type DeploymentGroup = {
  readonly application: string;
  readonly name: string;
  readonly id?: string;
  readonly serviceRoleArn?: string;
  readonly configName?: string;
  readonly computePlatform?: string;
  readonly deploymentType?: string;
  readonly deploymentOption?: string;
  readonly outdatedInstancesStrategy?: string;
  readonly terminationHookEnabled?: boolean;
  readonly autoScalingGroups: readonly GroupAutoScaling[];
  /** OR over the filters. Exclusive with `tagSet`. */
  readonly tagFilters: readonly TagFilter[];
  /** AND over the lists, OR inside each. */
  readonly tagSet: readonly (readonly TagFilter[])[];
  /** Names, not ARNs: CodeDeploy knows target groups by name. */
  readonly targetGroupNames: readonly string[];
  readonly blueTerminationAction?: string;
  readonly greenProvisioning?: string;
  readonly alarmNames: readonly string[];
  /** Whether deployments go on where the alarms' state cannot be read. */
  readonly ignoresAlarmPollFailure?: boolean;
  /** How long a blue/green deployment keeps the original instances after it succeeded. */
  readonly blueWaitMinutes?: number;
  /** What a blue/green deployment does that is ready: CONTINUE_DEPLOYMENT, or STOP_DEPLOYMENT after the wait. */
  readonly readyAction?: string;
  readonly readyWaitMinutes?: number;
  readonly lastAttempted?: DeploymentRef;
  readonly lastSuccessful?: DeploymentRef;
  readonly targetRevision?: Revisioned;
};

/** Where a deployment's bundle lives, in words: `s3://bucket/key`, `github: owner/repo@commit`. */
export type Revisioned = { readonly type?: string; readonly label: string };

/** codedeploy:BatchGetDeployments. Entity: deployment id. */
export type Deployment = {
  readonly id: string;
  readonly application?: string;
  readonly group?: string;
  readonly status: string;
  readonly creator?: string;
  readonly createTime?: Instant;
  readonly startTime?: Instant;
  readonly completeTime?: Instant;
  readonly configName?: string;
  readonly description?: string;
  readonly revision?: Revisioned;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly overview?: DeploymentOverview;
  readonly rollbackDeploymentId?: string;
  readonly rollbackOf?: string;
  readonly deploymentType?: string;
  readonly additionalStatus?: string;
  /** A blue/green deployment has begun to count down to the end of the original instances. */
  readonly blueWaitStarted?: boolean;
  /** Follow-on deployments that bring instances up to date which were launched meanwhile. */
  readonly autoUpdateDeploymentIds?: readonly string[];
};

export type DeploymentOverview = {
  readonly pending: number;
  readonly inProgress: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly skipped: number;
  readonly ready: number;
};

export type Diagnostics = {
  readonly errorCode?: string;
  readonly scriptName?: string;
  readonly message?: string;
  readonly logTail?: string;
};

export type LifecycleEvent = {
  readonly name: string;
  readonly status: string;
  readonly startTime?: Instant;
  readonly endTime?: Instant;
  readonly diagnostics?: Diagnostics;
};

/**
 * codedeploy:ListDeploymentTargets: which targets a deployment was given. Entity: deployment id.
 * `not-started`: CodeDeploy answers DeploymentNotStartedException while a deployment is Created or Queued.
 */
export type TargetList =
  | { readonly deploymentId: string; readonly started: true; readonly targetIds: readonly string[] }
  | { readonly deploymentId: string; readonly started: false };

/** codedeploy:BatchGetDeploymentTargets. Entity: `deploymentId/targetId`. For EC2 the target id is the instance id. */
export type DeploymentTarget = {
  readonly deploymentId: string;
  readonly targetId: string;
  readonly status: string;
  readonly label?: string;
  readonly lastUpdatedAt?: Instant;
  readonly events: readonly LifecycleEvent[];
  /** Copied from the target's deployment, which bounds what its events leave open. */
  readonly deploymentStatus?: string;
  readonly deploymentCreatedAt?: Instant;
  readonly deploymentCompletedAt?: Instant;
};

/** codedeploy:GetDeploymentConfig. Entity: config name. */
export type DeploymentConfig = {
  readonly name: string;
  readonly minimumHealthyType?: string;
  readonly minimumHealthyValue?: number;
};

/** Created, Queued, InProgress, Baking, Ready are open; an unknown status is taken as open, since only these three are final (m:codedeploy). */
export const finalDeploymentStatuses: readonly string[] = ["Succeeded", "Failed", "Stopped"];

export function isFinalDeployment(deployment: Pick<Deployment, "status">): boolean {
  return finalDeploymentStatuses.includes(deployment.status);
}

/** A target whose outcome is still awaited. `Unknown` counts, and so does a status that AWS adds later: nobody has said it ended. */
export function isOpenTarget(target: Pick<DeploymentTarget, "status">): boolean {
  return !["Succeeded", "Failed", "Skipped"].includes(target.status);
}

const silencePattern = /agent was not able to receive the lifecycle event/i;

/** CodeDeploy says that nobody on the instance took the event: it failed without having begun there. */
export function isAgentSilence(event: Pick<LifecycleEvent, "diagnostics">): boolean {
  return silencePattern.test(event.diagnostics?.message ?? "");
}

/** True while no lifecycle event of the target has begun: nothing but Pending, Skipped or Unknown. */
export function isNeverStarted(target: Pick<DeploymentTarget, "events">): boolean {
  return target.events.every(
    (event) => event.startTime === undefined && ["Pending", "Skipped", "Unknown"].includes(event.status),
  );
}
