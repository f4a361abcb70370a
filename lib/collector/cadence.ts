import { isFinalDeployment } from "#lib/domain/code-deploy.ts";
import type { Fact, Pace } from "#lib/domain/fact.ts";
import { addMs, type Instant, minuteMs, secondMs } from "#lib/domain/time.ts";

/**
 * How often a deployment group deserves reading. Auto Scaling's bucket is shared with CodeDeploy's own heartbeats
 * (CD:troubleshooting-auto-scaling), so a quiet group is left alone.
 */
export type Need = "idle" | "busy" | "watched";

const movingCadenceMs: Readonly<Record<Need, number>> = {
  idle: 60 * secondMs,
  busy: 15 * secondMs,
  watched: 10 * secondMs,
};

type Read = { readonly need: Need; readonly pace: Pace; readonly readingsSoFar: number };

/**
 * The time from one reading to the next. A contradiction counts once two readings agree on it, so the second reading of
 * anything comes soon.
 */
export function toCadenceMs({ need, pace, readingsSoFar }: Read): number {
  if (pace === "moving") return movingCadenceMs[need];
  if (need !== "idle") return minuteMs;
  if (pace === "seldom") return 30 * minuteMs;
  return readingsSoFar > 1 ? 5 * minuteMs : minuteMs;
}

/**
 * The moments at which the groups of a place are read: the multiples of their cadence. Groups that deserve the same are
 * then read at the same moment, in as few calls as AWS allows, whatever was going on with each of them before.
 */
export type Beat = {
  readonly origin: Instant;
  /** A little more or less than 1: tools that read the same account must not keep step. */
  readonly stretch: number;
};

/** The moment of the beat that is nearest to a cadence after the last reading. */
export function toNextBeat(startedAt: Instant, cadenceMs: number, { origin, stretch }: Beat): Instant {
  const beatMs = cadenceMs * stretch;
  return addMs(origin, (Math.round((startedAt - origin) / beatMs) + 1) * beatMs);
}

/** Of the ten calls a second that we allow ourselves for CodeDeploy, what listing all groups may take. */
const inventoryCallsPerSecond = 2.5;

/** A large account's inventory takes many calls, one for each application and more: it is read less often. */
export function toInventoryCadenceMs(callsOfLastReading: number): number {
  return Math.max(minuteMs, (callsOfLastReading / inventoryCallsPerSecond) * secondMs);
}

/** A page that has not asked for this long is closed, hidden or gone. */
export const watchedForMs = 45 * secondMs;

const quietLifecycleStates = ["InService", "Standby"];

/** Something is going on: a deployment that has not ended, or a member on its way in or out. */
export function isBusy(facts: readonly Fact[]): boolean {
  return facts.some(({ kind, value }) => {
    if (kind === "deployment") return !isFinalDeployment({ status: toText(value, "status") });
    if (kind === "member") return !quietLifecycleStates.includes(toText(value, "lifecycleState"));
    return false;
  });
}

function toText(value: unknown, field: string): string {
  if (typeof value !== "object" || value === null) return "";
  return String(Reflect.get(value, field) ?? "");
}
