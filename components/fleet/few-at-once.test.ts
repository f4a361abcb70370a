import { describe, expect, it } from "vitest";
import { createFewAtOnce } from "#components/fleet/few-at-once.ts";

function makeWork() {
  const begun: string[] = [];
  const ends = new Map<string, (failure?: Error) => void>();
  const work = (name: string) => () =>
    new Promise<string>((resolve, reject) => {
      begun.push(name);
      ends.set(name, (failure) => (failure === undefined ? resolve(name) : reject(failure)));
    });
  return { begun, work, end: (name: string, failure?: Error) => ends.get(name)?.(failure) };
}

describe("few at once", () => {
  it("begins so many, and the next when one ends, well or not", async () => {
    const few = createFewAtOnce(2);
    const { begun, work, end } = makeWork();
    const { signal } = new AbortController();
    const done = ["a", "b", "c", "d"].map((name) => few(work(name), signal));
    await Promise.resolve();
    expect(begun).toEqual(["a", "b"]);
    end("b");
    await expect(done[1]).resolves.toBe("b");
    await Promise.resolve();
    expect(begun).toEqual(["a", "b", "c"]);
    end("a", new Error("no"));
    await expect(done[0]).rejects.toThrow("no");
    await Promise.resolve();
    expect(begun).toEqual(["a", "b", "c", "d"]);
  });

  it("what is given up while it waits is never begun, and holds nobody up", async () => {
    const few = createFewAtOnce(1);
    const { begun, work, end } = makeWork();
    const leaving = new AbortController();
    const { signal } = new AbortController();
    const first = few(work("a"), signal);
    const left = few(work("b"), leaving.signal);
    const last = few(work("c"), signal);
    leaving.abort(new Error("scrolled away"));
    await expect(left).rejects.toThrow("scrolled away");
    end("a");
    await first;
    end("c");
    await expect(last).resolves.toBe("c");
    expect(begun).toEqual(["a", "c"]);
  });

  it("what is given up before it is asked for is never begun", async () => {
    const { begun, work } = makeWork();
    await expect(createFewAtOnce(1)(work("a"), AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
    expect(begun).toEqual([]);
  });
});
