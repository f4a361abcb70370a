import type { Item } from "#components/timeline/plan/plan.ts";

/** An item and, when somebody asks, its words. */
export type MadeItem = { readonly item: Item; readonly lines: () => readonly string[] };

/** By time, what is drawn beneath first; a key that comes twice gets a number. */
export function toOrdered(made: readonly MadeItem[]): readonly MadeItem[] {
  const sorted = [...made].sort(
    ({ item: a }, { item: b }) => a.from - b.from || toLayer(a) - toLayer(b) || b.to - a.to,
  );
  const times = new Map<string, number>();
  return sorted.map((one) => {
    const { key } = one.item;
    const count = (times.get(key) ?? 0) + 1;
    times.set(key, count);
    return count === 1 ? one : { ...one, item: { ...one.item, key: `${key} #${count}` } };
  });
}

function toLayer({ kind }: Item): number {
  if (kind === "mark") return 2;
  return kind === "blind" || kind === "ghost" ? 1 : 0;
}
