import type { DeploymentView, Lane, Mark, Report, Span, Track } from "#lib/report/schema.ts";

export const noon = Date.parse("2026-11-23T12:00:00Z");

/** Minutes after noon. */
export function at(minutes: number): number {
  return noon + minutes * 60_000;
}

export function iso(minutes: number): string {
  return new Date(at(minutes)).toISOString();
}

export function makeSpan(from: number, to: number | null, change: Partial<Span> = {}): Span {
  const times = { from: iso(from), to: to === null ? null : iso(to) };
  return { state: "InService", tone: "good", certainty: "exact", ...times, ...change };
}

export function makeTrack(track: string, ...spans: readonly Span[]): Track {
  return { source: `source-${track}`, track, label: track, spans: [...spans] };
}

export function makeMark(minutes: number, label: string, tone: Mark["tone"] = "idle"): Mark {
  return { at: iso(minutes), label, tone, source: "cloudtrail", track: "activity" };
}

export function makeLane(letter: string, change: Partial<Lane> = {}): Lane {
  const base = { instanceId: `i-${letter}`, letter, slot: 0, ghost: false, state: "", tone: "good" } as const;
  return { ...base, tracks: [], marks: [], ...change };
}

export function makeDeployment(id: string, change: Partial<DeploymentView> = {}): DeploymentView {
  return {
    id,
    status: "InProgress",
    tone: "busy",
    open: true,
    creator: null,
    creatorText: "a person or pipeline",
    createdAt: iso(10),
    startedAt: null,
    completedAt: null,
    configName: null,
    revision: null,
    description: null,
    errorCode: null,
    errorMessage: null,
    progress: null,
    targetsKnown: "known",
    targets: [],
    waitsForGhosts: [],
    ifStopped: null,
    stop: null,
    ...change,
  };
}

/** A report from noon to one o'clock, which is now. */
export function makeReport(change: Partial<Report> = {}): Report {
  return {
    version: 1,
    scope: { account: "1", region: "r", application: "api", group: "prod" },
    at: iso(60),
    window: { from: iso(0), to: iso(60) },
    past: { mode: "now", recordedFrom: null, earliest: null, previousChange: null, nextChange: null },
    answer: {
      tone: "good",
      severity: null,
      verdict: null,
      sentence: "",
      lap: null,
      deadline: null,
      ifYouStop: null,
      safest: null,
      rule: null,
    },
    waits: [],
    detaching: [],
    nextRevision: null,
    configuration: {
      known: true,
      configName: null,
      deploymentType: null,
      trafficControl: null,
      serviceRoleArn: null,
      tagRules: [],
      autoScalingGroups: [],
      targetGroups: [],
      lastSuccessful: null,
      lastAttempted: null,
    },
    autoScalingGroups: [],
    targetGroups: [],
    findings: [],
    lanes: [],
    laps: [],
    instances: { matching: [], deployable: [], targets: [], targetsOf: null },
    hooks: [],
    activities: [],
    deployments: [],
    sources: [],
    undecoded: 0,
    undecodedTexts: [],
    historyTrouble: null,
    ...change,
  };
}
