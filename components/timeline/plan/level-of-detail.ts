import { toIndex } from "#components/timeline/plan/item-index.ts";
import { sortByTrouble } from "#components/timeline/plan/lines-of.ts";
import type { Item } from "#components/timeline/plan/plan.ts";
import { toX, type Viewport } from "#components/timeline/view/viewport.ts";

/** What is narrower, in CSS pixels, is drawn this wide, or as one block with what is as near. */
export const leastItemPx = 2;
/** Moments nearer to the first of them than this are drawn as one. */
export const leastMarkPx = 6;

/** A run of things that are too short to be told apart, in pixels. */
type Run = { readonly items: Item[]; readonly start: number; end: number };

/**
 * What is seen of a row's items: the long ones as they are, what lies on them above them, and on top what is short.
 * Short things that would share pixels become one block that counts them and has the tone of the worst.
 */
export function toDrawn(items: readonly Item[], viewport: Viewport, width: number): readonly Item[] {
  const index = toIndex(items);
  const end = index.endOf(viewport.to);
  const beneath: Item[] = [];
  const above: Item[] = [];
  const runs: Run[] = [];
  for (let at = index.startOf(viewport.from); at < end; at += 1) {
    const item = items[at];
    if (item === undefined || item.to < viewport.from || startOf(item) > viewport.to) continue;
    const x = toX(viewport, width, item.from);
    const right = toX(viewport, width, item.to);
    if (isLong(item, right - x)) (isCover(item) ? above : beneath).push(item);
    else addToRun(runs, { item, x, right });
  }
  return [...beneath, ...above, ...runs.map(toBlock)];
}

function startOf(item: Item): number {
  return item.kind === "span" ? (item.softFrom ?? item.from) : item.from;
}

function isLong(item: Item, px: number): boolean {
  return item.kind !== "mark" && px >= leastItemPx;
}

function isCover({ kind }: Item): boolean {
  return kind === "blind" || kind === "ghost";
}

type Short = { readonly item: Item; readonly x: number; readonly right: number };

function addToRun(runs: Run[], { item, x, right }: Short): void {
  const run = runs.at(-1);
  if (run === undefined || x >= run.end) {
    runs.push({ items: [item], start: x, end: toRunEnd(item, x, right) });
    return;
  }
  run.items.push(item);
  // Moments are compared with the first of them, so that a busy row does not become one long block.
  if (item.kind !== "mark") run.end = Math.max(run.end, right);
}

function toRunEnd(item: Item, x: number, right: number): number {
  return item.kind === "mark" ? x + leastMarkPx : Math.max(x + leastItemPx, right);
}

function toBlock({ items }: Run): Item {
  const [first, second] = items;
  if (first !== undefined && second === undefined) return first;
  const [worst] = sortByTrouble(items);
  return {
    key: `many ${first?.key ?? ""}`,
    kind: "many",
    from: first?.from ?? 0,
    to: Math.max(...items.map(({ to }) => to)),
    tone: worst?.tone ?? "unknown",
    text: toManyText(items, worst),
    count: items.reduce((count, item) => count + toCount(item), 0),
  };
}

function toCount(item: Item): number {
  return item.kind === "many" ? item.count : 1;
}

/** Two services often tell of the same moment: the words stand once. */
function toManyText(items: readonly Item[], worst: Item | undefined): string {
  if (worst?.kind !== "mark") return `${items.reduce((count, item) => count + toCount(item), 0)} changes`;
  const others = items.filter(({ text }) => text !== worst.text).length;
  return others === 0 ? worst.text : `${worst.text} +${others}`;
}
