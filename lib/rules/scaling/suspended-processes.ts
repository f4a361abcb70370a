import { type Instant, parseInstant } from "#lib/domain/time.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

export type SuspendedProcess = {
  readonly name: string;
  readonly reason?: string;
  /** When, where the reason's text says so. */
  readonly at?: Instant;
  /** AWS suspends processes of a group whose launches have failed for long. */
  readonly by: "somebody" | "aws";
};

/** Auto Scaling suspends it for its own ends (ASG:as-suspend-resume-processes). */
const ownProcess = "RemoveFromLoadBalancerLowPriority";

/** The processes of an Auto Scaling group that do not run, and who stopped them. */
export function toSuspendedProcesses(group: FactRevision<"auto-scaling-group">): readonly SuspendedProcess[] {
  const suspended: SuspendedProcess[] = [];
  for (const { name, reason = "" } of group.value.suspendedProcesses) {
    if (name === ownProcess) continue;
    const at = parseInstant(/\bat (\d{4}-\d\d-\d\dT[\d:.]{5,16}Z?)/i.exec(reason)?.[1] ?? "");
    suspended.push({
      name,
      ...(reason === "" ? {} : { reason }),
      ...(at === undefined ? {} : { at }),
      by: /administrativ/i.test(reason) ? "aws" : "somebody",
    });
  }
  return suspended;
}

/** `Launch: User suspended at 2026-…`: as AWS says it. */
export function toProcessText({ name, reason }: SuspendedProcess): string {
  return reason === undefined ? name : `${name}: ${reason}`;
}
