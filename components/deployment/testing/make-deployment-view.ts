import { minuteMs, secondMs } from "#lib/domain/time.ts";
import type { DeploymentView, EventView, TargetView } from "#lib/report/schema.ts";

const noonMs = Date.UTC(2026, 10, 23, 12);

/** So long after noon, in ISO 8601. */
export function makeIso(minutes: number, seconds = 0): string {
  return new Date(noonMs + minutes * minuteMs + seconds * secondMs).toISOString();
}

const tones = {
  Succeeded: "good",
  Failed: "bad",
  InProgress: "busy",
  Pending: "waiting",
  Skipped: "idle",
} as const;

function toTone(status: string): EventView["tone"] {
  return Object.entries(tones).find(([known]) => known === status)?.[1] ?? "unknown";
}

/** An event that succeeded, unless told. */
export function makeEvent(parts: Partial<EventView> = {}): EventView {
  const status = parts.status ?? "Succeeded";
  return {
    name: "Install",
    status,
    tone: toTone(status),
    start: null,
    end: null,
    errorCode: null,
    scriptName: null,
    message: null,
    logTail: null,
    ...parts,
  };
}

/** A target that succeeded, unless told. */
export function makeTarget(instanceId: string, parts: Partial<TargetView> = {}): TargetView {
  const status = parts.status ?? "Succeeded";
  return {
    instanceId,
    status,
    tone: toTone(status),
    gone: false,
    label: null,
    updatedAt: null,
    events: [],
    ...parts,
  };
}

/** A target worked on from one minute to another; until now without the second. */
export function makeRun(instanceId: string, from: number, to?: number): TargetView {
  const status = to === undefined ? "InProgress" : "Succeeded";
  const event = makeEvent({ status, start: makeIso(from), end: to === undefined ? null : makeIso(to) });
  return makeTarget(instanceId, { status, events: [event] });
}

/** A running deployment that was created at noon. */
export function makeDeploymentView(parts: Partial<DeploymentView> = {}): DeploymentView {
  return {
    id: "d-AAAAAAAAA",
    status: "InProgress",
    tone: "busy",
    open: true,
    creator: "user",
    creatorText: "a person or pipeline",
    createdAt: makeIso(0),
    startedAt: makeIso(0),
    completedAt: null,
    configName: "CodeDeployDefault.OneAtATime",
    revision: "r42",
    description: null,
    errorCode: null,
    errorMessage: null,
    progress: null,
    targetsKnown: "known",
    targetList: "complete",
    targets: [],
    waitsForGhosts: [],
    ifStopped: null,
    stop: null,
    ...parts,
  };
}
