import { decodeActivity } from "#lib/domain/activity-text.ts";
import { decodeLaunchFailure } from "#lib/domain/launch-failure-text.ts";
import { hourMs } from "#lib/domain/time.ts";
import { type CheckContext, cite, type Evidence, type RuleFinding, type Severity } from "#lib/rules/rule.ts";
import { toDescribeActivities } from "#lib/rules/scaling/scaling-commands.ts";
import { toClock, toCount } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

export type Activity = FactRevision<"scaling-activity">;
type LaunchFacts = FactsFrom<"autoscaling-activities" | "autoscaling-groups">;

/** What failed longer ago than this explains, and nobody has to act on it. */
export const recentMs = 24 * hourMs;

/** The newest attempts of one group that all failed for one reason. */
export type FailedLaunches = {
  readonly group: FactRevision<"auto-scaling-group">;
  readonly newest: Activity;
  /** Newest first, the newest included. */
  readonly failed: readonly Activity[];
};

/**
 * For each Auto Scaling group that has not all it wants: the launches since the last one that did not fail in this way.
 * A launch that is under way or succeeded ends the row.
 */
export function toFailedLaunches(
  facts: LaunchFacts,
  context: CheckContext,
  isMeant: (launch: Activity) => boolean,
): readonly FailedLaunches[] {
  return facts["auto-scaling-group"].flatMap((group) => {
    const launches = facts["scaling-activity"]
      .filter(({ value }) => value.group === group.value.name && decodeActivity(value).kind === "launch")
      .sort((a, b) => b.value.startTime - a.value.startTime);
    const end = launches.findIndex((launch) => !isMeant(launch));
    const failed = end === -1 ? launches : launches.slice(0, end);
    const [newest] = failed;
    return newest === undefined || isFilled(group, facts, context) ? [] : [{ group, newest, failed }];
  });
}

/** All wanted instances are there: a launch that failed meanwhile no longer matters. */
function isFilled(
  group: FactRevision<"auto-scaling-group">,
  facts: LaunchFacts,
  context: CheckContext,
): boolean {
  if (context.partial.includes("autoscaling-groups")) return false;
  const inService = facts.member.filter(
    ({ value }) => value.group === group.value.name && value.lifecycleState === "InService",
  );
  return inService.length >= group.value.desiredCapacity;
}

export type LaunchWords = {
  /** Follows `asg cannot launch: 2 attempts in a row `. */
  readonly said: string;
  readonly advice: RuleFinding["advice"];
  readonly evidence?: readonly Evidence[];
  readonly verdict?: RuleFinding["verdict"];
};

export function toLaunchFinding(
  { group, newest, failed }: FailedLaunches,
  context: CheckContext,
  words: LaunchWords,
): RuleFinding {
  const { name, desiredCapacity } = group.value;
  const since = (failed.at(-1) ?? newest).value.startTime;
  const severity: Severity = context.now - newest.value.startTime > recentMs ? "info" : "warning";
  return {
    subject: { kind: "auto-scaling-group", id: name },
    verdict: words.verdict ?? "proved",
    severity,
    since,
    summary: `${name} cannot launch: ${toCount(failed.length, "attempt")} in a row ${words.said} since ${toClock(since, context.now)}, the last at ${toClock(newest.value.startTime, context.now)}.`,
    evidence: [
      ...citeLaunch(newest),
      cite(group, "DesiredCapacity", String(desiredCapacity)),
      ...(words.evidence ?? []),
    ],
    disprovedBy: "A launch activity that is Successful after these.",
    advice: [
      { text: "Detach and terminate nothing until launches succeed again: no replacement would come." },
      {
        text: "Look at the latest attempts and what AWS says of each. It changes nothing.",
        command: toDescribeActivities(name, context.scope),
      },
      ...words.advice,
    ],
  };
}

/** Everything that AWS says about how a launch ended. */
function citeLaunch(launch: Activity): readonly Evidence[] {
  const { status, description, statusMessage } = launch.value;
  return [
    cite(launch, "StatusCode", status),
    cite(launch, "Description", description),
    ...(statusMessage === undefined ? [] : [cite(launch, "StatusMessage", statusMessage)]),
  ];
}

/** A launch that Failed and whose text is known to mean this. */
export function isFailedFor({ value }: Activity, kind: string): boolean {
  return value.status === "Failed" && decodeLaunchFailure(value)?.kind === kind;
}

/** What AWS said, as it said it: the status message, or what the description repeats of it. */
export function toSaidText({ value }: Activity): string {
  return value.statusMessage || value.description;
}
