import { describe, expect, it } from "vitest";
import { createViewCache } from "#lib/server/view-cache.ts";

type View = { readonly build: number };

function makeCache(most = 10) {
  // Not 0, which the library takes for no time.
  let nowMs = 1;
  let builds = 0;
  const cache = createViewCache<View>({ keepMs: 1_000, most, nowMs: () => nowMs });
  return {
    cache,
    get: (part: string) =>
      cache.get(part, () => {
        builds += 1;
        return Promise.resolve({ build: builds });
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
    expect(new Set(await Promise.all(Array.from({ length: 200 }, () => get("a/b")))).size).toBe(1);
    expect(builds()).toBe(1);
  });

  it.each([
    { ms: 1_000, builds: 1 },
    { ms: 1_001, builds: 2 },
  ])("after $ms ms there were $builds buildings", async ({ ms, builds }) => {
    const made = makeCache();
    await made.get("a");
    made.elapse(ms);
    await made.get("a");
    expect(made.builds()).toBe(builds);
  });

  it.each([
    { dropped: "a/b", rebuilt: { alone: true, below: true } },
    { dropped: "a", rebuilt: { alone: false, below: true } },
    { dropped: "a/bc", rebuilt: { alone: false, below: false } },
    { dropped: "a/b/c", rebuilt: { alone: false, below: false } },
  ])("a reading of $dropped makes a/b old: $rebuilt", async ({ dropped, rebuilt }) => {
    for (const [how, isRebuilt] of Object.entries(rebuilt)) {
      const { cache, get, builds } = makeCache();
      await get("a/b");
      if (how === "alone") cache.drop(dropped);
      else cache.dropBelow(dropped);
      await get("a/b");
      expect(builds()).toBe(isRebuilt ? 2 : 1);
    }
  });

  it("a building that fails is tried again by the next who asks", async () => {
    const { cache, get } = makeCache();
    await expect(cache.get("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await get("a")).toEqual({ build: 1 });
  });

  it("a building that takes longer than anything is kept goes on alone, and its age counts from its end", async () => {
    const { cache, get, elapse, builds } = makeCache();
    let finish: (view: View) => void = () => undefined;
    const slow = cache.get("a", () => new Promise<View>((resolve) => (finish = resolve)));
    elapse(5_000);
    const second = get("a");
    finish({ build: 99 });
    expect([await slow, await second]).toEqual([{ build: 99 }, { build: 99 }]);
    elapse(999);
    expect(await get("a")).toEqual({ build: 99 });
    expect(builds()).toBe(0);
  });

  it("what is read again while it is built is given to those who asked, and then forgotten", async () => {
    const { cache, get } = makeCache();
    let finish: (view: View) => void = () => undefined;
    const asked = cache.get("a", () => new Promise<View>((resolve) => (finish = resolve)));
    cache.drop("a");
    finish({ build: 99 });
    expect(await asked).toEqual({ build: 99 });
    expect(await get("a")).toEqual({ build: 1 });
  });

  it("the oldest gives way where there are too many", async () => {
    const { get, builds } = makeCache(2);
    for (const part of ["a", "b", "c", "b", "c", "a"]) await get(part);
    expect(builds()).toBe(4);
  });
});
