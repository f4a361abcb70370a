import type { Lane } from "#lib/report/schema.ts";

/** A lane that needs nobody is drawn as one line until it is opened. */
export function isCalm(lane: Lane): boolean {
  if (lane.ghost) return false;
  return lane.tone === "good" || lane.tone === "idle" || lane.tone === "gone";
}

/**
 * Ghosts, then what waits or fails, then the rest. Instances that took each other's place stay together, in order of
 * launch, and stand where the worst of them belongs: so the laps of a loop read as a staircase.
 */
export function sortLanes(lanes: readonly Lane[]): readonly Lane[] {
  const ranks = new Map<number, number>();
  for (const lane of lanes) {
    ranks.set(lane.slot, Math.min(toRank(lane), ranks.get(lane.slot) ?? calmest));
  }
  const rankOf = ({ slot }: Lane) => ranks.get(slot) ?? calmest;
  return [...lanes].sort((a, b) => rankOf(a) - rankOf(b) || a.slot - b.slot || compareLetters(a, b));
}

const calmest = 3;

function toRank(lane: Lane): number {
  if (lane.ghost) return 0;
  if (!isCalm(lane)) return 1;
  return lane.tone === "gone" ? calmest : 2;
}

/** Letters are given in order of launch: A … Z, AA … */
function compareLetters(a: Lane, b: Lane): number {
  if (a.letter.length !== b.letter.length) return a.letter.length - b.letter.length;
  return a.letter < b.letter ? -1 : a.letter > b.letter ? 1 : 0;
}
