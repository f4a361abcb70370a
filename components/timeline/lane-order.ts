import type { Lane } from "#lib/report/schema.ts";

export const lanesShownAtFirst = 40;

/** A lane that needs nobody is drawn as one line until it is opened. */
export function isCalm(lane: Lane): boolean {
  if (lane.ghost) return false;
  return lane.tone === "good" || lane.tone === "idle" || lane.tone === "gone";
}

/** Ghosts, then what waits or fails, then the rest; inside each by slot, so that a replacement keeps its place. */
export function sortLanes(lanes: readonly Lane[]): readonly Lane[] {
  return [...lanes].sort(
    (a, b) =>
      toRank(a) - toRank(b) ||
      a.slot - b.slot ||
      a.letter.length - b.letter.length ||
      compare(a.letter, b.letter),
  );
}

function toRank(lane: Lane): number {
  if (lane.ghost) return 0;
  if (!isCalm(lane)) return 1;
  return lane.tone === "gone" ? 3 : 2;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The first lanes, and the selected one wherever it stands. */
export function takeLanes(
  lanes: readonly Lane[],
  limit: number,
  selected: string | undefined,
): readonly Lane[] {
  return lanes.filter((lane, index) => index < limit || lane.instanceId === selected);
}
