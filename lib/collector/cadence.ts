import { isFinalDeployment } from "#lib/domain/code-deploy.ts";
import type { Revision } from "#lib/domain/fact.ts";
import { minuteMs, secondMs } from "#lib/domain/time.ts";

/**
 * How often a deployment group deserves reading. Auto Scaling's bucket is shared with CodeDeploy's own heartbeats
 * (CD:troubleshooting-auto-scaling), so a quiet group is left alone.
 */
export type Need = "idle" | "busy" | "watched";

export const groupCadenceMs: Readonly<Record<Need, number>> = {
  idle: 60 * secondMs,
  busy: 15 * secondMs,
  watched: 10 * secondMs,
};

/** A contradiction counts once two readings agree on it, so the second reading of anything comes soon. */
export function toSlowCadenceMs(need: Need, readingsSoFar: number): number {
  return need === "idle" && readingsSoFar > 1 ? 5 * minuteMs : minuteMs;
}

export const inventoryCadenceMs = minuteMs;

/** A page that has not asked for this long is closed, hidden or gone. */
export const watchedForMs = 45 * secondMs;

const quietLifecycleStates = ["InService", "Standby"];

/** Something is going on: a deployment that has not ended, or a member on its way in or out. */
export function isBusy(revisions: readonly Revision[]): boolean {
  return revisions.some(({ kind, value }) => {
    if (kind === "deployment") return !isFinalDeployment({ status: toText(value, "status") });
    if (kind === "member") return !quietLifecycleStates.includes(toText(value, "lifecycleState"));
    return false;
  });
}

function toText(value: unknown, field: string): string {
  if (typeof value !== "object" || value === null) return "";
  return String(Reflect.get(value, field) ?? "");
}
