import type { DeploymentView, EventView, Report, TargetView } from "#lib/report/schema.ts";

/** What one deployment did to the revision on an instance. */
export type RevisionStep = {
  readonly deploymentId: string;
  /** Null where CodeDeploy's answer named none. */
  readonly revision: string | null;
  readonly creatorText: string;
  /**
   * `installed`: every event succeeded · `half-done`: its files were put in place and it failed or still runs ·
   * `under-way`: begun, no file touched yet · `not-reached`: ended or waits before Install · `not-known`: not read.
   */
  readonly outcome: "installed" | "half-done" | "under-way" | "not-reached" | "not-known";
  /** When Install ended, or else the last that is known; null where no time is. */
  readonly at: string | null;
  readonly status: string;
  /** Where that is from, in words. */
  readonly because: string;
};

export type CurrentRevision = {
  readonly step: RevisionStep | undefined;
  /** Why it may be something else; undefined where nothing speaks against it. */
  readonly doubt: string | undefined;
  /** Whether a new instance would get the same. */
  readonly drift: "same" | "differs" | "cannot-tell";
  readonly next: string | null;
};

/** Which deployments touched the revision on an instance, newest first. Those that only move traffic do not. */
export function toRevisionSteps(
  deployments: readonly DeploymentView[],
  instanceId: string,
): readonly RevisionStep[] {
  return deployments.flatMap((deployment) => {
    const target = deployment.targets.find((known) => known.instanceId === instanceId);
    if (target === undefined || !installs(target)) return [];
    return [toStep(deployment, target)];
  });
}

/** A target none of whose events is Install keeps what it has: a termination, or the original of a blue/green deployment. */
function installs({ events }: TargetView): boolean {
  return events.length === 0 || findEvent(events, "Install") !== undefined;
}

function toStep(deployment: DeploymentView, target: TargetView): RevisionStep {
  const { id, revision, creatorText, completedAt, createdAt } = deployment;
  const install = findEvent(target.events, "Install");
  const base = { deploymentId: id, revision, creatorText, status: target.status };
  const at = install?.end ?? install?.start ?? target.updatedAt ?? completedAt ?? createdAt;
  if (target.status === "not read")
    return { ...base, outcome: "not-known", at: null, because: "its target was not read" };
  if (target.status === "Succeeded" && (install === undefined || install.status === "Succeeded")) {
    const because = install === undefined ? "its events were not read" : "every event succeeded";
    return { ...base, outcome: "installed", at, because: `CodeDeploy says Succeeded; ${because}` };
  }
  if (install !== undefined && (install.status === "Succeeded" || install.start !== null)) {
    const because = toFailure(target) ?? `the target is ${target.status}`;
    return { ...base, outcome: "half-done", at, because: `Install is ${install.status}; ${because}` };
  }
  const begun = target.events.some(({ start }) => start !== null);
  if (begun && deployment.open && target.tone !== "bad")
    return { ...base, outcome: "under-way", at, because: "Install has not begun" };
  const why = toFailure(target) ?? (begun ? `the target is ${target.status}` : "none of its events began");
  return { ...base, outcome: "not-reached", at, because: `Install did not begin; ${why}` };
}

function toFailure({ events }: TargetView): string | undefined {
  const failed = events.find(({ tone }) => tone === "bad");
  return failed === undefined ? undefined : `${failed.name} failed`;
}

function findEvent(events: readonly EventView[], name: string): EventView | undefined {
  return events.find((event) => event.name === name);
}

/** The last revision that was installed, what makes it doubtful, and whether a new instance would get the same. */
export function toCurrentRevision(
  steps: readonly RevisionStep[],
  nextRevision: Report["nextRevision"],
): CurrentRevision {
  const sorted = [...steps].sort((a, b) => compare(b.at ?? "", a.at ?? ""));
  const step = sorted.find(({ outcome }) => outcome === "installed");
  const later = step === undefined ? sorted : sorted.slice(0, sorted.indexOf(step));
  const half = later.find(({ outcome }) => outcome === "half-done");
  const unread = steps.find(({ outcome }) => outcome === "not-known");
  const doubt = toDoubt(half, unread);
  const next = nextRevision?.revision ?? null;
  return { step, doubt, next, drift: toDrift({ step, doubt, next }) };
}

function toDoubt(half: RevisionStep | undefined, unread: RevisionStep | undefined): string | undefined {
  if (half !== undefined)
    return `${half.deploymentId} put files of ${half.revision ?? "its revision"} in place and has not succeeded (${half.because}): it may hold parts of both.`;
  if (unread === undefined) return undefined;
  return `What ${unread.deploymentId} did on it was not read.`;
}

function toDrift({
  step,
  doubt,
  next,
}: Pick<CurrentRevision, "step" | "doubt" | "next">): CurrentRevision["drift"] {
  if (step === undefined || step.revision === null || next === null || doubt !== undefined)
    return "cannot-tell";
  return step.revision === next ? "same" : "differs";
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
