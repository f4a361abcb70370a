import type { Item } from "#components/timeline/plan/plan.ts";

/** Finds the part of a row that can be seen without looking at the rest. */
export type ItemIndex = {
  /** The first item that may reach to an instant or beyond. */
  readonly startOf: (instant: number) => number;
  /** The one after the last item that may begin at an instant or before. */
  readonly endOf: (instant: number) => number;
};

// A memo, keyed by the array itself: the answers are the same without it, only slower.
const known = new WeakMap<readonly Item[], ItemIndex>();

export function toIndex(items: readonly Item[]): ItemIndex {
  const found = known.get(items);
  if (found !== undefined) return found;
  const index = makeIndex(items);
  known.set(items, index);
  return index;
}

/** Long items may begin early and soft edges may reach back: so not their own ends count, but the furthest so far. */
function makeIndex(items: readonly Item[]): ItemIndex {
  const furthestEnds = new Float64Array(items.length);
  const earliestStarts = new Float64Array(items.length);
  let furthest = Number.NEGATIVE_INFINITY;
  for (const [at, { to }] of items.entries()) {
    furthest = Math.max(furthest, to);
    furthestEnds[at] = furthest;
  }
  let earliest = Number.POSITIVE_INFINITY;
  for (let at = items.length - 1; at >= 0; at -= 1) {
    const item = items[at];
    if (item !== undefined) earliest = Math.min(earliest, toStart(item));
    earliestStarts[at] = earliest;
  }
  return {
    startOf: (instant) => countWhile(furthestEnds, (end) => end < instant),
    endOf: (instant) => countWhile(earliestStarts, (start) => start <= instant),
  };
}

function toStart(item: Item): number {
  return item.kind === "span" ? Math.min(item.softFrom ?? item.from, item.from) : item.from;
}

/** How many of the rising values come before the first that does not hold. */
function countWhile(values: Float64Array, holds: (value: number) => boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(values[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
