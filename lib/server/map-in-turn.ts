/** Others may wait this long for their turn. */
const longestTurnMs = 15;

/** Maps one after the other, and lets others have their turn in between: a thousand groups must not hold up a page. */
export async function mapInTurn<Item, Result>(
  items: readonly Item[],
  map: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let turnBeganAtMs = performance.now();
  for (const item of items) {
    results.push(await map(item));
    if (performance.now() - turnBeganAtMs < longestTurnMs) continue;
    await new Promise((resolve) => setImmediate(resolve));
    turnBeganAtMs = performance.now();
  }
  return results;
}
