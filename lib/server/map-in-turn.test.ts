import { expect, it } from "vitest";
import { mapInTurn } from "#lib/server/map-in-turn.ts";

it("keeps the order, one after the other", async () => {
  let running = 0;
  const results = await mapInTurn([1, 2, 3], async (item) => {
    running += 1;
    expect(running).toBe(1);
    await Promise.resolve();
    running -= 1;
    return item * 2;
  });
  expect(results).toEqual([2, 4, 6]);
});

it("lets others have their turn while it works", async () => {
  let turns = 0;
  const count = () => {
    turns += 1;
    if (turns < 1_000) setImmediate(count);
  };
  setImmediate(count);
  await mapInTurn([1, 2, 3, 4], async () => {
    const until = performance.now() + 16;
    while (performance.now() < until);
  });
  expect(turns).toBeGreaterThan(1);
});
