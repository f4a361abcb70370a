import type { TimeScale, Tools } from "#components/timeline/paint/tools.ts";
import type { Item, Row } from "#components/timeline/plan/plan.ts";

/** Where an item is drawn, cut to the plot. */
export type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Whether it begins, or ends, outside of what is seen. */
  readonly cutStart: boolean;
  readonly cutEnd: boolean;
};

const leastWidth = 3;
/** How far outside of the plot a cut edge lies, so that its border does not show. */
const beyond = 2;

export type RowPlace = { readonly y: number; readonly height: number };

/** The part of a row that is filled: a little air above and below. */
export function toRowPlace(row: Row, scrollTop: number): RowPlace {
  const inset = row.height > 20 ? 3 : 2;
  return { y: row.top - scrollTop + inset, height: row.height - 2 * inset };
}

export function toBox(item: Pick<Item, "from" | "to">, place: RowPlace, scale: TimeScale): Box {
  const left = scale.toX(item.from);
  const right = scale.toX(item.to);
  const x = Math.max(left, -beyond);
  const end = Math.min(Math.max(right, left + leastWidth), scale.width + beyond);
  return {
    x,
    y: place.y,
    width: Math.max(end - x, 0),
    height: place.height,
    cutStart: left < 0,
    cutEnd: right > scale.width,
  };
}

export type Sighted = { readonly row: Row; readonly place: RowPlace };

/** The rows that are in sight; rows lie one below the other. */
export function listSighted(
  rows: readonly Row[],
  sight: { readonly scrollTop: number; readonly height: number },
  tools: Tools,
): readonly Sighted[] {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row !== undefined && row.top + row.height <= sight.scrollTop) low = middle + 1;
    else high = middle;
  }
  const sighted: Sighted[] = [];
  const scrollTop = tools.snap(sight.scrollTop);
  for (let index = low; index < rows.length; index += 1) {
    const row = rows[index];
    if (row === undefined || row.top >= sight.scrollTop + sight.height) break;
    sighted.push({ row, place: toRowPlace(row, scrollTop) });
  }
  return sighted;
}
