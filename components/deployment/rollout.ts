import { toBegin } from "#components/deployment/target-order.ts";
import type { DeploymentView, TargetView, Tone } from "#lib/report/schema.ts";

/** When one target was worked on, in epoch milliseconds. */
export type RolloutBar = {
  readonly instanceId: string;
  readonly from: number;
  readonly to: number;
  /** `running`: its end is now · `unknown`: it is over, and nobody says since when. */
  readonly ends: "ended" | "running" | "unknown";
  readonly tone: Tone;
  readonly status: string;
};

/** Targets that began before the first of them was done. CodeDeploy names no batches: they are inferred from times. */
export type Batch = {
  readonly number: number;
  readonly from: number;
  /** Undefined while one of its targets is worked on. */
  readonly to: number | undefined;
  readonly bars: readonly RolloutBar[];
};

export type Rollout = {
  readonly from: number;
  readonly to: number;
  readonly batches: readonly Batch[];
  /** The most targets that were worked on at one instant. */
  readonly mostAtOnce: number;
  /** Targets none of whose events has begun. */
  readonly notBegun: readonly TargetView[];
};

type RolloutInput = Pick<DeploymentView, "targets" | "open" | "startedAt" | "createdAt" | "completedAt">;

export function toRollout(deployment: RolloutInput, at: string): Rollout {
  const { targets, open, createdAt, startedAt, completedAt } = deployment;
  const now = Date.parse(at);
  const over = open ? undefined : Date.parse(completedAt ?? at);
  const bars = targets.flatMap((target) => toBar(target, { now, over }) ?? []).sort(byBegin);
  const began = startedAt ?? createdAt;
  const times = [...bars.flatMap(({ from, to }) => [from, to]), over ?? now];
  return {
    from: Math.min(...(began === null ? times : [Date.parse(began), ...times])),
    to: Math.max(...times),
    batches: toBatches(bars),
    mostAtOnce: toMostAtOnce(bars),
    notBegun: targets.filter((target) => toBegin(target) === undefined),
  };
}

const doneStatuses: readonly string[] = ["Succeeded", "Failed", "Skipped", "Ready"];

type Clock = { readonly now: number; readonly over: number | undefined };

function toBar(target: TargetView, { now, over }: Clock): RolloutBar | undefined {
  const begin = toBegin(target);
  if (begin === undefined) return undefined;
  const { instanceId, status, tone, events } = target;
  const from = Date.parse(begin);
  const base = { instanceId, from, status, tone };
  const last = Math.max(from, ...events.flatMap(({ end }) => (end === null ? [] : [Date.parse(end)])));
  if (doneStatuses.includes(status)) {
    const isEndKnown = events.some(({ end }) => end !== null);
    return { ...base, to: last, ends: isEndKnown ? "ended" : "unknown" };
  }
  if (over === undefined) return { ...base, to: Math.max(now, from), ends: "running" };
  return { ...base, to: Math.max(over, last), ends: "unknown" };
}

function byBegin(a: RolloutBar, b: RolloutBar): number {
  if (a.from !== b.from) return a.from - b.from;
  return a.instanceId < b.instanceId ? -1 : 1;
}

function toBatches(bars: readonly RolloutBar[]): readonly Batch[] {
  const groups: RolloutBar[][] = [];
  let firstEnd = Number.NEGATIVE_INFINITY;
  for (const bar of bars) {
    const group = groups.at(-1);
    if (group === undefined || bar.from >= firstEnd) {
      groups.push([bar]);
      firstEnd = toEnd(bar);
    } else {
      group.push(bar);
      firstEnd = Math.min(firstEnd, toEnd(bar));
    }
  }
  return groups.map((group, index) => ({
    number: index + 1,
    from: Math.min(...group.map(({ from }) => from)),
    to: group.some(({ ends }) => ends === "running") ? undefined : Math.max(...group.map(({ to }) => to)),
    bars: group,
  }));
}

/** What still runs has not made room for others. */
function toEnd({ to, ends }: RolloutBar): number {
  return ends === "running" ? Number.POSITIVE_INFINITY : to;
}

function toMostAtOnce(bars: readonly RolloutBar[]): number {
  const changes = bars
    .flatMap((bar) => [
      { at: bar.from, by: 1 },
      { at: toEnd(bar), by: -1 },
    ])
    // One that ends as another begins made room for it.
    .sort((a, b) => (a.at === b.at ? a.by - b.by : a.at - b.at));
  let most = 0;
  let running = 0;
  for (const { by } of changes) {
    running += by;
    most = Math.max(most, running);
  }
  return most;
}
