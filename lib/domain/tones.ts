import type { Tone } from "#lib/domain/timeline.ts";

/** A value AWS added after this was written gets `unknown`: its word is shown, no feeling is claimed. */
function lookUp(tones: ReadonlyMap<string, Tone>, state: string): Tone {
  return tones.get(state) ?? "unknown";
}

const lifecycleTones = new Map<string, Tone>([
  ["Pending", "busy"],
  ["Pending:Proceed", "busy"],
  ["InService", "good"],
  ["Terminating", "busy"],
  ["Terminating:Proceed", "busy"],
  ["Terminating:Retained", "bad"],
  ["Terminated", "gone"],
  ["Detaching", "busy"],
  ["Detached", "gone"],
  ["EnteringStandby", "busy"],
  ["Standby", "idle"],
  ["ReplacingRootVolume", "busy"],
  ["ReplacingRootVolume:Proceed", "busy"],
  ["RootVolumeReplaced", "busy"],
  ["Warmed:Pending", "busy"],
  ["Warmed:Pending:Proceed", "busy"],
  ["Warmed:Pending:Retained", "bad"],
  ["Warmed:Terminating", "busy"],
  ["Warmed:Terminating:Proceed", "busy"],
  ["Warmed:Terminating:Retained", "bad"],
  ["Warmed:Terminated", "gone"],
  ["Warmed:Stopped", "idle"],
  ["Warmed:Running", "idle"],
  ["Warmed:Hibernated", "idle"],
]);

/** Auto Scaling LifecycleState. Every `…:Wait`, known or not, is an instance held by a hook. */
export function toLifecycleTone(state: string): Tone {
  return state.endsWith(":Wait") ? "waiting" : lookUp(lifecycleTones, state);
}

const targetHealthTones = new Map<string, Tone>([
  ["initial", "busy"],
  ["healthy", "good"],
  ["unhealthy", "bad"],
  ["unhealthy.draining", "bad"],
  ["draining", "busy"],
  ["unused", "idle"],
]);

/** ELB target health state. `unavailable` means that nobody checks, so it stays `unknown`. */
export function toTargetHealthTone(state: string): Tone {
  return lookUp(targetHealthTones, state);
}

const deploymentTones = new Map<string, Tone>([
  ["Created", "waiting"],
  ["Queued", "waiting"],
  ["InProgress", "busy"],
  ["Baking", "busy"],
  ["Ready", "waiting"],
  ["Succeeded", "good"],
  ["Failed", "bad"],
  ["Stopped", "bad"],
]);

/** CodeDeploy DeploymentStatus. */
export function toDeploymentTone(status: string): Tone {
  return lookUp(deploymentTones, status);
}

const eventTones = new Map<string, Tone>([
  ["Pending", "waiting"],
  ["InProgress", "busy"],
  ["Ready", "waiting"],
  ["Succeeded", "good"],
  ["Failed", "bad"],
  ["Skipped", "idle"],
]);

/** CodeDeploy TargetStatus and LifecycleEventStatus; `Unknown` is AWS's own word for unknown. */
export function toEventTone(status: string): Tone {
  return lookUp(eventTones, status);
}

const ec2Tones = new Map<string, Tone>([
  ["pending", "busy"],
  ["running", "good"],
  ["stopping", "busy"],
  ["stopped", "idle"],
  ["shutting-down", "busy"],
  ["terminated", "gone"],
]);

/** EC2 instance state. */
export function toEc2Tone(state: string): Tone {
  return lookUp(ec2Tones, state);
}

const instanceStatusTones = new Map<string, Tone>([
  ["ok", "good"],
  ["initializing", "busy"],
  ["impaired", "bad"],
  ["not-applicable", "idle"],
]);

/** EC2 status check summary. */
export function toInstanceStatusTone(status: string): Tone {
  return lookUp(instanceStatusTones, status);
}

const activityTones = new Map<string, Tone>([
  ["PendingSpotBidPlacement", "waiting"],
  ["WaitingForSpotInstanceRequestId", "waiting"],
  ["WaitingForSpotInstanceId", "waiting"],
  ["WaitingForInstanceId", "waiting"],
  ["PreInService", "busy"],
  ["InProgress", "busy"],
  ["WaitingForELBConnectionDraining", "waiting"],
  ["MidLifecycleAction", "waiting"],
  ["WaitingForInstanceWarmup", "waiting"],
  ["Successful", "good"],
  ["Failed", "bad"],
  ["Cancelled", "bad"],
  ["WaitingForConnectionDraining", "waiting"],
  ["WaitingForInPlaceUpdateToStart", "waiting"],
  ["WaitingForInPlaceUpdateToFinalize", "waiting"],
  ["InPlaceUpdateInProgress", "busy"],
]);

/** Auto Scaling ScalingActivityStatusCode. */
export function toActivityTone(status: string): Tone {
  return lookUp(activityTones, status);
}
