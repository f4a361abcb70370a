import { decodeActivity } from "#lib/domain/activity-text.ts";
import { isFinalActivity, type ScalingActivity } from "#lib/domain/auto-scaling.ts";
import type { Deployment, DeploymentTarget } from "#lib/domain/code-deploy.ts";
import { hourMs, type Instant, minuteMs } from "#lib/domain/time.ts";
import { compareText } from "#lib/timeline/launch-order.ts";

/** One turn of the loop: a launch that was given up and repeated, or the one that repeats it now (no `to`). */
export type Lap = {
  readonly number: number;
  readonly autoScalingGroup: string;
  readonly instanceId?: string;
  readonly deploymentId?: string;
  readonly from: Instant;
  readonly to?: Instant;
  readonly endedBy?: "stopped" | "deployment-failed" | "heartbeat-timeout" | "abandoned";
};

/** Consecutive laps of one place in an Auto Scaling group. `live`: nothing has ended it, and it may turn again. */
export type Loop = {
  readonly autoScalingGroup: string;
  readonly laps: readonly Lap[];
  readonly live: boolean;
};

export type LoopFacts = {
  readonly activities: readonly ScalingActivity[];
  readonly deployments: readonly Deployment[];
  readonly targets: readonly DeploymentTarget[];
  readonly now: Instant;
  /** A loop whose last lap ended longer ago than this is left out. */
  readonly windowMs?: number;
};

const usualWindowMs = 6 * hourMs;
/** A later launch than this is no relaunch. Generous: Auto Scaling slows down where hooks keep failing (ASG:lifecycle-hooks). */
export const longestGapMs = hourMs;
/** AWS's own times need not be monotone (m:codedeploy DeploymentInfo.startTime). */
const clockSlackMs = minuteMs;

type Outcome = "running" | "in-service" | "given-up";
type Launch = Omit<Lap, "number"> & { readonly outcome: Outcome; readonly scaleOut: boolean };

/** All laps of the recent loops, in order of their start. Without at least two launches in a row there are none. */
export function buildLaps(facts: LoopFacts): readonly Lap[] {
  return buildLoops(facts)
    .flatMap((loop) => loop.laps)
    .sort((a, b) => a.from - b.from || compareText(toLapKey(a), toLapKey(b)));
}

/** The recent loops, each with its laps numbered from 1. A launch that reached service ends a loop. */
export function buildLoops(facts: LoopFacts): readonly Loop[] {
  const { now, windowMs = usualWindowMs } = facts;
  const chains: Launch[][] = [];
  for (const launch of toLaunches(facts)) {
    const chain = findChain(chains, launch);
    if (chain !== undefined) chain.push(launch);
    else if (launch.outcome === "given-up") chains.push([launch]);
  }
  return chains
    .map((chain) => toLoop(chain, now))
    .filter(({ laps }) => laps.length > 1)
    .filter(({ laps }) => (laps.at(-1)?.to ?? now) >= now - windowMs);
}

/** The deployment that a scale-out made for an instance: by its target, and near the launch in time. */
export function findLaunchDeployment(
  launch: { readonly instanceId: string; readonly from: Instant; readonly to?: Instant },
  facts: Pick<LoopFacts, "deployments" | "targets">,
): Deployment | undefined {
  const ids = new Set(
    facts.targets
      .filter(({ targetId }) => targetId === launch.instanceId)
      .map((target) => target.deploymentId),
  );
  return facts.deployments
    .filter(({ id, creator }) => creator === "autoscaling" && ids.has(id))
    .filter(({ createTime }) => createTime === undefined || isWithin(createTime, launch))
    .sort((a, b) => (a.createTime ?? 0) - (b.createTime ?? 0) || compareText(a.id, b.id))
    .at(-1);
}

function isWithin(at: Instant, { from, to }: { readonly from: Instant; readonly to?: Instant }): boolean {
  return at >= from - clockSlackMs && (to === undefined || at <= to + clockSlackMs);
}

function toLaunches(facts: LoopFacts): readonly Launch[] {
  return facts.activities
    .filter(({ startTime }) => startTime <= facts.now)
    .sort((a, b) => a.startTime - b.startTime || compareText(a.id, b.id))
    .map((activity) => toLaunch(activity, facts))
    .filter((launch) => launch !== undefined);
}

function toLaunch(activity: ScalingActivity, facts: LoopFacts): Launch | undefined {
  const meaning = decodeActivity(activity);
  if (meaning.kind !== "launch") return undefined;
  const { startTime: from, endTime } = activity;
  const { instanceId } = meaning;
  const over = isFinalActivity(activity);
  const to = over ? endTime : undefined;
  const times = to === undefined ? { from } : { from, to };
  const inService = activity.status === "Successful";
  const deployment =
    inService || instanceId === undefined ? undefined : findLaunchDeployment({ instanceId, ...times }, facts);
  const launch = {
    autoScalingGroup: activity.group,
    ...(instanceId === undefined ? {} : { instanceId }),
    ...(deployment === undefined ? {} : { deploymentId: deployment.id }),
    from,
    scaleOut: meaning.causes.some((cause) => /changing the desired capacity from/i.test(cause)),
  };
  if (!over) return { ...launch, outcome: "running" };
  const end = { to: to ?? deployment?.completeTime ?? from };
  if (inService) return { ...launch, ...end, outcome: "in-service" };
  const endedBy = toEnd(meaning.abandoned?.reason, deployment);
  // A launch that failed for another reason, such as missing capacity, neither turns nor ends a loop.
  return endedBy === undefined ? undefined : { ...launch, ...end, endedBy, outcome: "given-up" };
}

function toEnd(reason: string | undefined, deployment: Deployment | undefined): Lap["endedBy"] {
  if (reason === "heartbeat-timeout") return "heartbeat-timeout";
  if (deployment?.status === "Stopped") return "stopped";
  if (deployment?.status === "Failed") return "deployment-failed";
  return reason === undefined ? undefined : "abandoned";
}

/** The loop that this launch goes on with: of several in one group, the one that has waited longest. */
function findChain(chains: readonly Launch[][], launch: Launch): Launch[] | undefined {
  if (launch.scaleOut) return undefined;
  return chains
    .filter((chain) => isRelaunch(launch, chain.at(-1)))
    .sort((a, b) => (a.at(-1)?.to ?? 0) - (b.at(-1)?.to ?? 0))[0];
}

function isRelaunch(launch: Launch, last: Launch | undefined): boolean {
  if (last?.outcome !== "given-up" || last.to === undefined) return false;
  if (last.autoScalingGroup !== launch.autoScalingGroup || launch.from <= last.from) return false;
  const gapMs = launch.from - last.to;
  return gapMs >= -clockSlackMs && gapMs <= longestGapMs;
}

function toLoop(chain: readonly Launch[], now: Instant): Loop {
  const laps = chain
    .filter(({ outcome }) => outcome !== "in-service")
    .map(({ outcome, scaleOut, ...lap }, index) => ({ number: index + 1, ...lap }));
  const last = chain.at(-1);
  return {
    autoScalingGroup: last?.autoScalingGroup ?? "",
    laps,
    live: last !== undefined && last.outcome !== "in-service" && now - (last.to ?? now) <= longestGapMs,
  };
}

function toLapKey(lap: Lap): string {
  return `${lap.autoScalingGroup} ${lap.instanceId ?? ""} ${lap.number}`;
}
