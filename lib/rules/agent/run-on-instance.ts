import type { Place } from "#lib/domain/scope.ts";
import { toCommand } from "#lib/rules/command-line.ts";

/** Runs one shell line on a Linux instance that Systems Manager reaches. */
export function toRunOnInstance(instanceId: string, script: string, place: Pick<Place, "region">): string {
  return toCommand(place, [
    "ssm",
    "send-command",
    "--document-name",
    "AWS-RunShellScript",
    "--instance-ids",
    instanceId,
    "--parameters",
    `commands=["${script}"]`,
  ]);
}
