import { isAgentSilence, isNeverStarted, type LifecycleEvent } from "#lib/domain/code-deploy.ts";
import type { Instant } from "#lib/domain/time.ts";
import { isRefused, matchRefused } from "#lib/rules/hooks/refused-launches.ts";
import { cite, type Evidence, type Threshold } from "#lib/rules/rule.ts";
import { toDuration } from "#lib/rules/wording.ts";
import type { AllFacts, FactRevision } from "#lib/sources/facts.ts";
import { buildLoops, type Lap, longestGapMs } from "#lib/timeline/laps.ts";

export type LoopRuleFacts = Pick<AllFacts, "scaling-activity" | "deployment" | "deployment-target">;

/**
 * What the laps' deployments say: did any of their lifecycle events begin, and did one fail? `refused`: CodeDeploy failed
 * the deployment as a whole before any began.
 */
type LapEvents = "never-started" | "refused" | "ran" | "failed" | "unknown";

export type LiveLap = Lap & {
  readonly events: LapEvents;
  readonly target?: FactRevision<"deployment-target">;
};

/** A loop that may turn again: at least two launches in a row were given up. */
export type LiveLoop = {
  readonly autoScalingGroup: string;
  readonly since: Instant;
  readonly laps: readonly LiveLap[];
  readonly ended: readonly LiveLap[];
  /** The launch that is under way now. */
  readonly current?: LiveLap;
};

const fewestEnded = 2;
/** One launch that fails may be chance; from here on the deployments are what turns the loop. */
export const fewestFailed = 2;

/** For the handbook: what makes launches a loop. */
export const loopThresholds: readonly Threshold[] = [
  {
    what: "launches in a row that were given up",
    value: `${fewestEnded}`,
    reason: "One is no loop yet.",
  },
  {
    what: "the next launch begins after the end of the last within",
    value: toDuration(longestGapMs),
    reason: "Later it is no relaunch. Generous, since Auto Scaling slows down where hooks keep failing.",
  },
];

/** One loop for each Auto Scaling group: the one with the most laps, where several places turn side by side. */
export function toLiveLoops(facts: LoopRuleFacts, now: Instant): readonly LiveLoop[] {
  const loops = buildLoops({
    activities: facts["scaling-activity"].map(({ value }) => value),
    deployments: facts.deployment.map(({ value }) => value),
    targets: facts["deployment-target"].map(({ value }) => value),
    now,
  });
  const nameless = loops.flatMap(({ laps }) => laps.filter(({ deploymentId }) => deploymentId === undefined));
  const refused = matchRefused(nameless, facts);
  const byGroup = new Map<string, LiveLoop>();
  for (const { live, autoScalingGroup, laps } of loops) {
    const all = laps.map((lap) => toLiveLap(lap, refused.get(lap), facts));
    const loop = live ? toLiveLoop(autoScalingGroup, all) : undefined;
    const known = byGroup.get(autoScalingGroup);
    if (loop === undefined || loop.ended.length < fewestEnded) continue;
    if (known === undefined || loop.laps.length > known.laps.length) byGroup.set(autoScalingGroup, loop);
  }
  return [...byGroup.values()];
}

function toLiveLoop(autoScalingGroup: string, all: readonly LiveLap[]): LiveLoop | undefined {
  const first = all[0];
  if (first === undefined) return undefined;
  const current = all.find(({ to }) => to === undefined);
  return {
    autoScalingGroup,
    since: first.from,
    laps: all,
    ended: all.filter(({ to }) => to !== undefined),
    ...(current === undefined ? {} : { current }),
  };
}

function toLiveLap(lap: Lap, refused: FactRevision<"deployment"> | undefined, facts: LoopRuleFacts): LiveLap {
  if (refused !== undefined) return { ...lap, deploymentId: refused.value.id, events: "refused" };
  const target = facts["deployment-target"].find(
    ({ value }) => value.deploymentId === lap.deploymentId && value.targetId === lap.instanceId,
  );
  return target === undefined
    ? { ...lap, events: "unknown" }
    : { ...lap, events: toEvents(target, lap, facts), target };
}

function toEvents(
  { value }: FactRevision<"deployment-target">,
  { to, deploymentId }: Lap,
  { deployment }: LoopRuleFacts,
): LapEvents {
  const events = value.events.filter((event) => to === undefined || !isAftermath(event, to));
  if (events.some(({ status }) => status === "Failed")) return "failed";
  if (!isNeverStarted({ events })) return "ran";
  const own = deployment.find((one) => one.value.id === deploymentId);
  return own !== undefined && isRefused(own.value) ? "refused" : "never-started";
}

/** Nobody took the event, and it failed after the launch was given up: what became of the lap, not what ended it. */
function isAftermath(event: LifecycleEvent, givenUpAt: Instant): boolean {
  const failedAt = event.endTime ?? event.startTime;
  return isAgentSilence(event) && failedAt !== undefined && failedAt > givenUpAt;
}

const citedAtMost = 5;

/** Each lap's launch in Auto Scaling's words and its deployment in CodeDeploy's; the newest where there are many. */
export function citeLaps(laps: readonly LiveLap[], facts: LoopRuleFacts): readonly Evidence[] {
  return laps.slice(-citedAtMost).flatMap((lap) => {
    const activity = facts["scaling-activity"].find(
      ({ value }) =>
        value.group === lap.autoScalingGroup &&
        value.startTime === lap.from &&
        value.description.includes(lap.instanceId ?? value.description),
    );
    const deployment = facts.deployment.find(({ value }) => value.id === lap.deploymentId);
    return [
      ...(activity === undefined ? [] : [citeActivity(activity)]),
      ...(deployment === undefined ? [] : [cite(deployment, "status", deployment.value.status)]),
      ...(lap.target === undefined ? [] : [citeEvents(lap.target)]),
    ];
  });
}

function citeActivity(activity: FactRevision<"scaling-activity">): Evidence {
  const { status, statusMessage } = activity.value;
  return statusMessage
    ? cite(activity, "StatusMessage", statusMessage)
    : cite(activity, "StatusCode", status);
}

function citeEvents(target: FactRevision<"deployment-target">): Evidence {
  const events = target.value.events.map(({ name, status }) => `${name} ${status}`).join(", ");
  return cite(target, "instanceTarget.lifecycleEvents", events === "" ? "none" : events);
}
