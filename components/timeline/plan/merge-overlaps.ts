import { sortByTrouble, toManyLines } from "#components/timeline/plan/lines-of.ts";
import type { MadeItem } from "#components/timeline/plan/made-item.ts";
import type { Item } from "#components/timeline/plan/plan.ts";

/** Items by time, with those that cover each other made one block in the tone of the worst. */
export function mergeOverlaps(made: readonly MadeItem[], now: number): readonly MadeItem[] {
  const merged: MadeItem[] = [];
  let cluster: MadeItem[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const one of made) {
    if (cluster.length > 0 && one.item.from >= end) {
      merged.push(toBlock(cluster, now));
      cluster = [];
    }
    end = cluster.length === 0 ? one.item.to : Math.max(end, one.item.to);
    cluster.push(one);
  }
  return cluster.length === 0 ? merged : [...merged, toBlock(cluster, now)];
}

function toBlock(cluster: readonly MadeItem[], now: number): MadeItem {
  const [first] = cluster;
  if (cluster.length === 1 && first !== undefined) return first;
  const items = cluster.map(({ item }) => item);
  const [worst] = sortByTrouble(items);
  const block: Item & { readonly kind: "many" } = {
    key: `many ${first?.item.key ?? ""}`,
    kind: "many",
    from: Math.min(...items.map(({ from }) => from)),
    to: Math.max(...items.map(({ to }) => to)),
    tone: worst?.tone ?? "unknown",
    text: `${items.length} ${first?.item.kind ?? "change"}s`,
    count: items.length,
  };
  const lines = () => {
    const texts = sortByTrouble(items).map(({ text }) => text);
    return toManyLines(block, texts, now);
  };
  return { item: block, lines };
}
