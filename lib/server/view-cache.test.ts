import { describe, expect, it } from "vitest";
import { createViewCache } from "#lib/server/view-cache.ts";

function makeCache(most = 10) {
  let nowMs = 0;
  let builds = 0;
  const cache = createViewCache<number>({ keepMs: 1_000, most, nowMs: () => nowMs });
  return {
    cache,
    get: (part: string) =>
      cache.get(part, () => {
        builds += 1;
        return Promise.resolve(builds);
      }),
    elapse(ms: number) {
      nowMs += ms;
    },
    builds: () => builds,
  };
}

describe("views that many look at", () => {
  it("two hundred who ask at once cost one building", async () => {
    const { get, builds } = makeCache();
    expect(new Set(await Promise.all(Array.from({ length: 200 }, () => get("a/b"))))).toEqual(new Set([1]));
    expect(builds()).toBe(1);
  });

  it.each([
    { ms: 999, builds: 1 },
    { ms: 1_000, builds: 2 },
  ])("after $ms ms there were $builds buildings", async ({ ms, builds }) => {
    const made = makeCache();
    await made.get("a");
    made.elapse(ms);
    await made.get("a");
    expect(made.builds()).toBe(builds);
  });

  it.each([
    { dropped: "a/b", rebuilt: true },
    { dropped: "a", rebuilt: true },
    { dropped: "a/bc", rebuilt: false },
    { dropped: "a/b/c", rebuilt: false },
  ])("a reading of $dropped makes a/b old: $rebuilt", async ({ dropped, rebuilt }) => {
    const { cache, get, builds } = makeCache();
    await get("a/b");
    cache.drop(dropped);
    await get("a/b");
    expect(builds()).toBe(rebuilt ? 2 : 1);
  });

  it("a building that fails is tried again by the next who asks", async () => {
    const { cache, get } = makeCache();
    await expect(cache.get("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await get("a")).toBe(1);
  });

  it("the oldest gives way where there are too many", async () => {
    const { get, builds } = makeCache(2);
    for (const part of ["a", "b", "c", "b", "c", "a"]) await get(part);
    expect(builds()).toBe(4);
  });
});
