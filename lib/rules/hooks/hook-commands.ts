import type { Place } from "#lib/domain/scope.ts";
import { toCommand } from "#lib/rules/command-line.ts";

type Region = Pick<Place, "region">;

/** Read-only: the hooks of an Auto Scaling group. */
export function toDescribeHooks(group: string, place: Region): string {
  return toCommand(place, ["autoscaling", "describe-lifecycle-hooks", "--auto-scaling-group-name", group]);
}

/** Read-only: a deployment's targets. */
export function toListTargets(deploymentId: string, place: Region): string {
  return toCommand(place, ["deploy", "list-deployment-targets", "--deployment-id", deploymentId]);
}

/** Read-only: a deployment, its error included. */
export function toGetDeployment(deploymentId: string, place: Region): string {
  return toCommand(place, ["deploy", "get-deployment", "--deployment-id", deploymentId]);
}

export function toStopDeployment(deploymentId: string, place: Region): string {
  return toCommand(place, ["deploy", "stop-deployment", "--deployment-id", deploymentId]);
}

export type HookAction = {
  readonly group: string;
  readonly hook: string;
  readonly instanceId: string;
  readonly result: "CONTINUE" | "ABANDON";
};

/** By instance id, since no API gives the token of a running lifecycle action. */
export function toCompleteAction(action: HookAction, place: Region): string {
  return toCommand(place, [
    "autoscaling",
    "complete-lifecycle-action",
    "--lifecycle-hook-name",
    action.hook,
    "--auto-scaling-group-name",
    action.group,
    "--instance-id",
    action.instanceId,
    "--lifecycle-action-result",
    action.result,
  ]);
}

export function toDeleteHook(hook: { readonly group: string; readonly name: string }, place: Region): string {
  return toCommand(place, [
    "autoscaling",
    "delete-lifecycle-hook",
    "--lifecycle-hook-name",
    hook.name,
    "--auto-scaling-group-name",
    hook.group,
  ]);
}

/** Sets the deployment group's Auto Scaling groups: with none, CodeDeploy removes its hooks; with names, it installs them. */
export function toUpdateGroups(
  group: { readonly application: string; readonly name: string },
  autoScalingGroups: readonly string[],
  place: Region,
): string {
  return toCommand(place, [
    "deploy",
    "update-deployment-group",
    "--application-name",
    group.application,
    "--current-deployment-group-name",
    group.name,
    "--auto-scaling-groups",
    ...autoScalingGroups,
  ]);
}

export type Processes = { readonly group: string; readonly names: readonly string[] };

export function toSuspend(processes: Processes, place: Region): string {
  return toCommand(place, ["autoscaling", "suspend-processes", ...toNamed(processes)]);
}

export function toResume(processes: Processes, place: Region): string {
  return toCommand(place, ["autoscaling", "resume-processes", ...toNamed(processes)]);
}

function toNamed({ group, names }: Processes): readonly string[] {
  return ["--auto-scaling-group-name", group, "--scaling-processes", ...names];
}

export function toSetDesired(group: string, desired: number, place: Region): string {
  return toCommand(place, [
    "autoscaling",
    "set-desired-capacity",
    "--auto-scaling-group-name",
    group,
    "--desired-capacity",
    `${desired}`,
  ]);
}
