import { leastItemPx } from "#components/timeline/plan/level-of-detail.ts";
import type { Item, Plan, Row } from "#components/timeline/plan/plan.ts";
import { toX, type Viewport } from "#components/timeline/view/viewport.ts";

/** The row at a height measured from the top of its part. */
export function findRowAt(plan: Plan, part: "bands" | "lanes", y: number): Row | undefined {
  const rows = part === "bands" ? plan.bands : plan.rows;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.top ?? 0) <= y) low = middle + 1;
    else high = middle;
  }
  const row = rows[low - 1];
  return row !== undefined && y < row.top + row.height ? row : undefined;
}

export type Aim = {
  readonly viewport: Viewport;
  readonly width: number;
  readonly x: number;
  /** How far beside an item still hits it, in pixels: more for a finger than for a mouse. */
  readonly toleranceX: number;
};

/**
 * What is pointed at among what is drawn. A moment, or anything as narrow, within reach comes before what is long;
 * of several the nearest, and of equally near ones the one that is drawn on top.
 */
export function findItemAt(items: readonly Item[], aim: Aim): Item | undefined {
  let best: Hit | undefined;
  for (const item of items) {
    const hit = toHit(item, aim);
    if (hit.distance > aim.toleranceX) continue;
    if (best === undefined || compareHits(hit, best) <= 0) best = hit;
  }
  return best?.item;
}

type Hit = { readonly item: Item; readonly layer: number; readonly distance: number };

function toHit(item: Item, { viewport, width, x }: Aim): Hit {
  const left = toX(viewport, width, item.from);
  const right = toX(viewport, width, item.to);
  const narrow = item.kind === "mark" || right - left < leastItemPx;
  const distance = Math.max(left - x, x - right, 0);
  return { item, distance, layer: toLayer(item, narrow) };
}

function toLayer({ kind }: Item, narrow: boolean): number {
  if (narrow) return 0;
  if (kind === "many") return 1;
  return kind === "blind" || kind === "ghost" ? 2 : 3;
}

/** What lies under the pointer beats what is only near; then what is drawn on top. */
function compareHits(a: Hit, b: Hit): number {
  if ((a.layer === 0) !== (b.layer === 0)) return a.layer - b.layer;
  return a.distance - b.distance || a.layer - b.layer;
}
