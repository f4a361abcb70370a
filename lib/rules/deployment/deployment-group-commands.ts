import type { Scope } from "#lib/domain/scope.ts";
import { toCommand } from "#lib/rules/command-line.ts";

/** Read-only: the deployment group with its settings. */
export function toGetDeploymentGroup(scope: Scope): string {
  return toCommand(scope, [
    "deploy",
    "get-deployment-group",
    "--application-name",
    scope.application,
    "--deployment-group-name",
    scope.group,
  ]);
}

/** Changes one setting of the deployment group; what `setting` does not name stays. */
export function toUpdateDeploymentGroup(scope: Scope, setting: readonly string[]): string {
  return toCommand(scope, [
    "deploy",
    "update-deployment-group",
    "--application-name",
    scope.application,
    "--current-deployment-group-name",
    scope.group,
    ...setting,
  ]);
}
