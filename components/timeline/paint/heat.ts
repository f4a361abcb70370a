import type { Item, Plan } from "#components/timeline/plan/plan.ts";
import type { Tone } from "#lib/report/schema.ts";

/** What a point of the strip shows, the worst last: what is worse covers what is better. */
export const heatKinds = [
  "idle",
  "gone",
  "good",
  "unknown",
  "busy",
  "waiting",
  "bad",
  "ghost",
] as const satisfies readonly (Tone | "ghost")[];
export type HeatKind = (typeof heatKinds)[number];

/** For every strip a cell for each column of pixels: 0 for nothing, else 1 + the index in heatKinds. */
export type Heat = {
  readonly columns: number;
  readonly strips: number;
  readonly cells: Uint8Array;
  /** Rows that have been looked at; all of them when it equals plan.rows.length. */
  readonly rowsDone: number;
};

/** So many items are looked at in one go: a few milliseconds' worth. */
const itemsAtOnce = 6_000;

export function startHeat(columns: number, strips: number): Heat {
  return { columns, strips, cells: new Uint8Array(columns * strips), rowsDone: 0 };
}

/** Goes on with a heat for a few milliseconds; the cells are the same array, filled further. */
export function growHeat(heat: Heat, plan: Plan): Heat {
  let row = heat.rowsDone;
  let items = 0;
  const strips = Math.max(heat.strips, 1);
  const rowsHeight = Math.max(plan.rowsHeight, 1);
  while (row < plan.rows.length && items < itemsAtOnce) {
    const of = plan.rows[row];
    row += 1;
    if (of === undefined) continue;
    const list = plan.itemsOf(of);
    const strip = Math.min(strips - 1, Math.floor((strips * of.top) / rowsHeight));
    for (const item of list) heatItem(heat, { plan, item, strip });
    items += list.length + 1;
  }
  return { ...heat, rowsDone: row };
}

function heatItem(
  { columns, cells }: Heat,
  { plan, item, strip }: { readonly plan: Plan; readonly item: Item; readonly strip: number },
): void {
  const kind = toHeatKind(item);
  if (kind === undefined) return;
  const value = 1 + heatKinds.indexOf(kind);
  const { limits } = plan;
  const perMs = columns / (limits.to - limits.from);
  const first = Math.max(0, Math.floor((item.from - limits.from) * perMs));
  const last = Math.min(columns, Math.max(first + 1, Math.round((item.to - limits.from) * perMs)));
  const start = strip * columns;
  for (let at = start + first; at < start + last; at += 1) {
    if ((cells[at] ?? 0) < value) cells[at] = value;
  }
}

function toHeatKind(item: Item): HeatKind | undefined {
  if (item.kind === "ghost") return "ghost";
  if (item.kind === "blind") return "unknown";
  if (item.kind === "span" && item.certainty === "predicted") return undefined;
  if (item.kind === "span" && item.certainty === "unknown") return "unknown";
  return item.tone;
}

/** Neighbouring cells of one kind in one strip. */
export type HeatRun = { readonly strip: number; readonly from: number; readonly to: number };

export function toHeatRuns({ columns, strips, cells }: Heat): ReadonlyMap<HeatKind, readonly HeatRun[]> {
  const runs = new Map<HeatKind, HeatRun[]>(heatKinds.map((kind) => [kind, []]));
  for (let strip = 0; strip < strips; strip += 1) {
    const start = strip * columns;
    let from = 0;
    while (from < columns) {
      const value = cells[start + from] ?? 0;
      let to = from + 1;
      while (to < columns && cells[start + to] === value) to += 1;
      const kind = heatKinds[value - 1];
      if (kind !== undefined) runs.get(kind)?.push({ strip, from, to });
      from = to;
    }
  }
  return runs;
}
