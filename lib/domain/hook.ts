import type { LifecycleHook } from "#lib/domain/auto-scaling.ts";
import type { DeploymentGroup } from "#lib/domain/code-deploy.ts";
import { addSeconds, type Instant, toInstant } from "#lib/domain/time.ts";

// The prefix is documented for launch hooks only (CD:troubleshooting-auto-scaling); the form of a termination hook's
// name is not, so those are known by their queue or by the group that names them.
const codeDeployPrefix = "CodeDeploy-managed-automatic-launch-deployment-hook-";
const codeDeployQueue = /:razorbill-[a-z0-9-]{1,80}-autoscaling-lifecycle-hook$/;

/** True for a hook that CodeDeploy installs: by its name, or by the queue it notifies. */
export function isCodeDeployHook(hook: Pick<LifecycleHook, "name" | "notificationTargetArn">): boolean {
  return hook.name.startsWith(codeDeployPrefix) || isCodeDeployQueue(hook.notificationTargetArn);
}

/** True for the ARN of the queue through which Auto Scaling tells CodeDeploy of a launch, as public dumps show it. */
export function isCodeDeployQueue(targetArn: string | undefined): boolean {
  return targetArn !== undefined && codeDeployQueue.test(targetArn);
}

/**
 * Whose hook it is. `orphan`: CodeDeploy made it, and no deployment group of the region has it any more.
 * `unknown`: CodeDeploy made it, and not every deployment group could be read.
 */
export type HookOwner =
  | { readonly kind: "group"; readonly group: DeploymentGroup; readonly by: "name" | "metadata" }
  | { readonly kind: "orphan" }
  | { readonly kind: "foreign" }
  | { readonly kind: "unknown" };

/** The deployment groups of the hook's region, and whether they are all of them. */
export type KnownGroups = {
  readonly groups: readonly DeploymentGroup[];
  readonly inventory: "complete" | "partial";
};

/** Finds the deployment group a hook belongs to: the one that names it, else the one whose id its metadata carries. */
export function toHookOwner(hook: LifecycleHook, known: KnownGroups): HookOwner {
  const naming = known.groups.find((group) => namesHook(group, hook));
  if (naming !== undefined) return { kind: "group", group: naming, by: "name" };
  if (!isCodeDeployHook(hook)) return { kind: "foreign" };
  const metadata = hook.notificationMetadata;
  const meant = known.groups.find((group) => group.id !== undefined && group.id === metadata);
  if (meant !== undefined) return { kind: "group", group: meant, by: "metadata" };
  return known.inventory === "complete" ? { kind: "orphan" } : { kind: "unknown" };
}

/** True if the deployment group gives this very name for a hook on the hook's Auto Scaling group. */
export function namesHook(group: DeploymentGroup, hook: Pick<LifecycleHook, "group" | "name">): boolean {
  return group.autoScalingGroups.some(
    ({ name, hook: launch, terminationHook }) =>
      name === hook.group && (launch === hook.name || terminationHook === hook.name),
  );
}

/**
 * When a wait on a hook ends. `heartbeat` is the earliest: heartbeats push it back, and no API shows them.
 * `global` is the latest: nothing extends it.
 */
export type HookDeadlines = { readonly heartbeat?: Instant; readonly global?: Instant };

// m:autoscaling PutLifecycleHook: the global timeout is 48 hours or 100 heartbeats, whichever is less.
const longestGlobalSeconds = 48 * 3600;
const heartbeatsAtMost = 100;

/** The deadlines of a wait that began at `since`. */
export function toHookDeadlines(wait: {
  readonly hook: Pick<LifecycleHook, "heartbeatTimeoutSeconds" | "globalTimeoutSeconds">;
  readonly since: Instant;
}): HookDeadlines {
  const { heartbeatTimeoutSeconds: heartbeatSeconds, globalTimeoutSeconds } = wait.hook;
  const globalSeconds =
    globalTimeoutSeconds ??
    (heartbeatSeconds === undefined
      ? undefined
      : Math.min(longestGlobalSeconds, heartbeatsAtMost * heartbeatSeconds));
  const global = globalSeconds === undefined ? undefined : addSeconds(wait.since, globalSeconds);
  if (heartbeatSeconds === undefined) return global === undefined ? {} : { global };
  const heartbeat = addSeconds(wait.since, heartbeatSeconds);
  return global === undefined ? { heartbeat } : { heartbeat: toInstant(Math.min(heartbeat, global)), global };
}
