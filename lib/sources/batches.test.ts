import { describe, expect, it } from "vitest";
import { createBatches } from "#lib/sources/batches.ts";

function makeIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `d-${index}`);
}

function makeBatches(size: number) {
  const sent: string[][] = [];
  const batches = createBatches(size, async (ids) => void sent.push(ids));
  return { sent, batches };
}

describe("batches", () => {
  it.each([
    { count: 0, sizes: [] },
    { count: 24, sizes: [24] },
    { count: 25, sizes: [25] },
    { count: 26, sizes: [25, 1] },
    { count: 51, sizes: [25, 25, 1] },
  ])("$count ids are sent as $sizes", async ({ count, sizes }) => {
    const { sent, batches } = makeBatches(25);
    batches.add(makeIds(count));
    batches.flush();
    await batches.done();
    expect(sent.map((ids) => ids.length)).toEqual(sizes);
    expect(sent.flat()).toEqual(makeIds(count));
  });

  it("a batch is filled across pages and sent when full, not before and not later", () => {
    const { sent, batches } = makeBatches(3);
    batches.add(["a", "b"]);
    expect(sent).toEqual([]);
    batches.add(["c", "d"]);
    expect(sent).toEqual([["a", "b", "c"]]);
  });

  it("an id on two pages is sent once", () => {
    const { sent, batches } = makeBatches(25);
    batches.add(["a", "b"]);
    batches.add(["b", "c"]);
    batches.flush();
    expect(sent).toEqual([["a", "b", "c"]]);
  });

  it("a bug while sending reaches whoever waits for the end", async () => {
    const batches = createBatches(1, () => Promise.reject(new Error("bug")));
    batches.add(["a"]);
    await new Promise(setImmediate);
    await expect(batches.done()).rejects.toThrow("bug");
  });
});
