import type { ItemPlace } from "#components/timeline/paint/surface.ts";
import type { Item, Plan, Row } from "#components/timeline/plan/plan.ts";
import type { Viewport } from "#components/timeline/view/viewport.ts";

export type Step = "left" | "right" | "up" | "down" | "home" | "end";

/**
 * Where an arrow key leads: along the row, or to what lies at about the same time in the next row that has anything.
 * `seen` helps to pick a time that is in sight where an item began long before. Undefined at the edge.
 * A place that is no longer there, or none, leads to the first item.
 */
export function stepItem(
  plan: Plan,
  place: ItemPlace | undefined,
  { step, seen }: { readonly step: Step; readonly seen: Viewport },
): ItemPlace | undefined {
  const rows = [...plan.bands, ...plan.rows];
  const rowIndex = rows.findIndex(({ key }) => key === place?.rowKey);
  const row = rows[rowIndex];
  if (row === undefined) return toFirstPlace(plan, rows);
  const items = plan.itemsOf(row);
  const index = items.findIndex(({ key }) => key === place?.itemKey);
  const item = items[index];
  if (item === undefined) return toPlace(row, items[0]) ?? toFirstPlace(plan, rows);
  if (step === "up" || step === "down") return toOtherRow(plan, { rows, rowIndex, item, step, seen });
  const target = { left: index - 1, right: index + 1, home: 0, end: items.length - 1 }[step];
  return toPlace(row, items[target]);
}

type Leap = {
  readonly rows: readonly Row[];
  readonly rowIndex: number;
  readonly item: Item;
  readonly step: "up" | "down";
  readonly seen: Viewport;
};

function toOtherRow(plan: Plan, { rows, rowIndex, item, step, seen }: Leap): ItemPlace | undefined {
  const instant = Math.min(Math.max(item.from, seen.from), item.to);
  const direction = step === "up" ? -1 : 1;
  for (let at = rowIndex + direction; at >= 0 && at < rows.length; at += direction) {
    const row = rows[at];
    const place = row === undefined ? undefined : toPlace(row, toNearest(plan.itemsOf(row), instant));
    if (place !== undefined) return place;
  }
  return undefined;
}

function toFirstPlace(plan: Plan, rows: readonly Row[]): ItemPlace | undefined {
  for (const row of rows) {
    const place = toPlace(row, plan.itemsOf(row)[0]);
    if (place !== undefined) return place;
  }
  return undefined;
}

function toPlace(row: Row, item: Item | undefined): ItemPlace | undefined {
  return item === undefined ? undefined : { rowKey: row.key, itemKey: item.key };
}

/** What lasts at an instant, else what is nearest to it; of several the one that began last. */
function toNearest(items: readonly Item[], instant: number): Item | undefined {
  let nearest: Item | undefined;
  let shortest = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const distance = Math.max(item.from - instant, instant - item.to, 0);
    if (distance <= shortest) {
      nearest = item;
      shortest = distance;
    }
  }
  return nearest;
}
