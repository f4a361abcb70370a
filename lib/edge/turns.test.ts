import { expect, it } from "vitest";
import { createPlaces } from "#lib/edge/places.ts";
import { createTurns } from "#lib/edge/turns.ts";

it("a client's tasks wait for each other, and another client's for none of them", async () => {
  const turns = createTurns({ atOnce: 2, waiting: 2 });
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const take = (client: string, name: string) =>
    turns.take(client, () => {
      begun.push(name);
      return new Promise<void>((resolve) => ends.push(resolve));
    });
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  expect(["a1", "a2", "a3", "a4", "a5"].map((name) => take("a", name))).toEqual([
    true,
    true,
    true,
    true,
    false,
  ]);
  expect(take("b", "b1")).toBe(true);
  await settle();
  expect(begun).toEqual(["a1", "a2", "b1"]);
  ends[0]?.();
  await settle();
  expect(begun).toEqual(["a1", "a2", "b1", "a3"]);
  expect([take("a", "a6"), take("a", "a7")]).toEqual([true, false]);
});

it("places are counted by client and in all, and leaving twice frees one", () => {
  const places = createPlaces({ perClient: 2, inAll: 3 });
  const leave = places.take("a");
  expect(places.take("a")).toBeDefined();
  expect(places.take("a")).toBeUndefined();
  expect(places.take("b")).toBeDefined();
  expect(places.take("c")).toBeUndefined();
  leave?.();
  leave?.();
  expect(places.take("c")).toBeDefined();
  expect(places.take("b")).toBeUndefined();
});
