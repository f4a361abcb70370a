import type { Census } from "#lib/processes/census.ts";

export type Outlook = Census & {
  /** Free places that nobody has wanted for a whole round. */
  readonly leftover: readonly string[];
};

export type Plan = { readonly release: readonly string[]; readonly take: readonly string[] };

/**
 * Takes free places up to the fair share at once, beyond it one leftover at a time. Gives up places only where another
 * process is hungry, so that nothing changes hands without need, and a place that only some processes know is read too.
 */
export function planRound(census: Outlook): Plan {
  const { own, free, leftover } = census;
  const missing = toFairShare(census) - own.length;
  if (missing > 0) return { release: [], take: free.slice(0, missing) };
  return { release: own.slice(0, countSurplus(census)), take: leftover.slice(0, 1) };
}

/** Every process can have this many; what the division leaves over goes to whoever is first. */
export function toFairShare({ places, holdings }: Census): number {
  return Math.floor(places / Math.max(1, holdings.size));
}

/**
 * How many places this process should give up: what the hungry lack and the free places do not cover is taken, one by
 * one, from whoever holds the most. All processes see the same, so together they give up no more than is needed. What
 * the hungry have left lying for a whole round is not what they can use: they may not know those places.
 */
function countSurplus(census: Outlook): number {
  const share = toFairShare(census);
  const holdings = new Map(census.holdings);
  let lacking = census.leftover.length - census.free.length;
  for (const process of census.hungry) lacking += Math.max(1, share - (holdings.get(process) ?? 0));
  let surplus = 0;
  for (; lacking > 0; lacking -= 1) {
    const [richest, held] = findRichest(holdings);
    if (richest === undefined || held <= share) break;
    holdings.set(richest, held - 1);
    if (richest === census.self) surplus += 1;
  }
  return surplus;
}

function findRichest(holdings: ReadonlyMap<number, number>): readonly [number | undefined, number] {
  let richest: number | undefined;
  let most = 0;
  for (const [process, held] of holdings) {
    if (held < most || (held === most && richest !== undefined && process > richest)) continue;
    richest = process;
    most = held;
  }
  return [richest, most];
}
