import { type AbandonReason, decodeActivity } from "#lib/domain/activity-text.ts";
import { hourMs, type Instant } from "#lib/domain/time.ts";
import { matchRefused } from "#lib/rules/hooks/refused-launches.ts";
import { cite, type Evidence, type Threshold } from "#lib/rules/rule.ts";
import { toClock, toDuration } from "#lib/rules/wording.ts";
import type { AllFacts, FactRevision } from "#lib/sources/facts.ts";
import { findLaunchDeployment } from "#lib/timeline/laps.ts";

const recentMs = 6 * hourMs;

/** For the handbook: how far back launches count. */
export const abandonedThreshold: Threshold = {
  what: "launches count that were given up within",
  value: toDuration(recentMs),
  reason: "What ended earlier is over; and as soon as a later launch reaches service, it is a mere notice.",
};

/** A launch that Auto Scaling gave up because a lifecycle action was abandoned. */
export type AbandonedLaunch = {
  readonly activity: FactRevision<"scaling-activity">;
  readonly group: string;
  readonly instanceId?: string;
  readonly reason: AbandonReason;
  readonly from: Instant;
  readonly to: Instant;
  /** The deployment that the scale-out made for this instance. */
  readonly deployment?: FactRevision<"deployment">;
};

export type LaunchFacts = Pick<AllFacts, "scaling-activity" | "deployment" | "deployment-target">;

/** The abandoned launches of the last six hours, in the order in which they ended. */
export function toAbandonedLaunches(facts: LaunchFacts, now: Instant): readonly AbandonedLaunch[] {
  const launches = facts["scaling-activity"].flatMap((activity) => toAbandonedLaunch(activity, facts) ?? []);
  const nameless = launches.filter(({ deployment }) => deployment === undefined);
  const refused = matchRefused(nameless, facts);
  return launches
    .map((launch) => {
      const deployment = refused.get(launch);
      return deployment === undefined ? launch : { ...launch, deployment };
    })
    .filter((launch) => now - launch.to <= recentMs)
    .sort((a, b) => a.to - b.to || a.from - b.from);
}

function toAbandonedLaunch(
  activity: FactRevision<"scaling-activity">,
  facts: LaunchFacts,
): AbandonedLaunch | undefined {
  const { value } = activity;
  const { kind, instanceId, abandoned } = decodeActivity(value);
  if (kind !== "launch" || abandoned === undefined || value.status === "Successful") return undefined;
  const times = { from: value.startTime, to: value.endTime ?? value.startTime };
  const deployment = instanceId === undefined ? undefined : findDeployment({ instanceId, ...times }, facts);
  return {
    activity,
    group: value.group,
    ...(instanceId === undefined ? {} : { instanceId }),
    reason: abandoned.reason,
    ...times,
    ...(deployment === undefined ? {} : { deployment }),
  };
}

function findDeployment(
  launch: { readonly instanceId: string; readonly from: Instant; readonly to: Instant },
  facts: LaunchFacts,
): FactRevision<"deployment"> | undefined {
  const found = findLaunchDeployment(launch, {
    deployments: facts.deployment.map(({ value }) => value),
    targets: facts["deployment-target"].map(({ value }) => value),
  });
  return facts.deployment.find(({ value }) => value.id === found?.id);
}

/** A launch of the same group that began after this one was given up, and reached service: the newest. */
export function findRecovery(
  { group, to }: AbandonedLaunch,
  activities: AllFacts["scaling-activity"],
): FactRevision<"scaling-activity"> | undefined {
  return activities
    .filter(({ value }) => value.group === group && value.status === "Successful" && value.startTime >= to)
    .filter(({ value }) => decodeActivity(value).kind === "launch")
    .sort((a, b) => b.value.startTime - a.value.startTime)[0];
}

/** "A later launch …": what makes a trouble history, in words. */
export function toRecoveryWords(
  recovery: FactRevision<"scaling-activity"> | undefined,
  now: Instant,
): string {
  if (recovery === undefined) return "";
  const { startTime, endTime = startTime } = recovery.value;
  return ` Launches reach service again: the last did at ${toClock(endTime, now)}.`;
}

const citedAtMost = 5;

/** The newest launches' own words, and what became of their deployments. */
export function citeAbandoned(launches: readonly AbandonedLaunch[]): readonly Evidence[] {
  return launches.slice(-citedAtMost).flatMap(({ activity, deployment }) => {
    const { statusMessage, description } = activity.value;
    const said = statusMessage
      ? cite(activity, "StatusMessage", statusMessage)
      : cite(activity, "Description", description);
    return deployment === undefined ? [said] : [said, cite(deployment, "status", deployment.value.status)];
  });
}

export function toLaunchCount(count: number): string {
  return count === 1 ? "1 launch" : `${count} launches`;
}
