import type { DeploymentView, TargetView } from "#lib/report/schema.ts";

/** Worst first: whom it waits for in vain, what failed, what cannot be told, what runs longest, what has not begun, what is done. */
export function sortTargets({
  targets,
  waitsForGhosts,
}: Pick<DeploymentView, "targets" | "waitsForGhosts">): readonly TargetView[] {
  const ghosts = new Set(waitsForGhosts);
  return targets
    .map((target) => ({ target, rank: toRank(target, ghosts), begun: toBegin(target) ?? "~" }))
    .sort(
      (a, b) =>
        a.rank - b.rank || compare(a.begun, b.begun) || compare(a.target.instanceId, b.target.instanceId),
    )
    .map(({ target }) => target);
}

/** The start of the first event that began, in ISO 8601; undefined while none has. */
export function toBegin({ events }: Pick<TargetView, "events">): string | undefined {
  return events
    .flatMap(({ start }) => start ?? [])
    .sort(compare)
    .at(0);
}

const ranks: Readonly<Record<TargetView["tone"], number>> = {
  bad: 1,
  unknown: 3,
  gone: 3,
  busy: 4,
  waiting: 5,
  idle: 6,
  good: 7,
};

function toRank(target: TargetView, ghosts: ReadonlySet<string>): number {
  if (ghosts.has(target.instanceId)) return 0;
  if (target.events.some(({ tone }) => tone === "bad")) return 1;
  return target.gone && target.tone !== "good" && target.tone !== "bad" ? 2 : ranks[target.tone];
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
