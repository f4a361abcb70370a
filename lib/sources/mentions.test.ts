import { describe, expect, it } from "vitest";
import { createMentions, type Mentions } from "#lib/sources/mentions.ts";

function makeIds(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `i-${index.toString(16).padStart(17, "0")}`);
}

async function collect(mentions: Mentions, size: number): Promise<number[]> {
  const sizes: number[] = [];
  for await (const batch of mentions.inBatches(size)) sizes.push(batch.length);
  return sizes;
}

describe("mentioned instances", () => {
  it.each([
    { count: 0, sizes: [] },
    { count: 1, sizes: [1] },
    { count: 99, sizes: [99] },
    { count: 100, sizes: [100] },
    { count: 101, sizes: [100, 1] },
    { count: 250, sizes: [100, 100, 50] },
  ])("$count ids come in batches of $sizes", async ({ count, sizes }) => {
    const mentions = createMentions(["a"]);
    mentions.mention("a", makeIds(count));
    mentions.finish("a");
    expect(await collect(mentions, 100)).toEqual(sizes);
  });

  it("a full batch comes while others are still mentioning, the rest only when all have finished", async () => {
    const mentions = createMentions(["a", "b"]);
    const seen: number[] = [];
    const done = (async () => {
      for await (const batch of mentions.inBatches(2)) seen.push(batch.length);
    })();
    mentions.mention("a", makeIds(3));
    mentions.finish("a");
    await new Promise(setImmediate);
    expect(seen).toEqual([2]);
    mentions.finish("b");
    await done;
    expect(seen).toEqual([2, 1]);
  });

  it("each id comes once, whoever mentions it and however often", async () => {
    const mentions = createMentions(["a", "b"]);
    mentions.mention("a", makeIds(2));
    mentions.mention("b", [...makeIds(2), ...makeIds(3)]);
    mentions.finish("a");
    mentions.finish("b");
    expect(await collect(mentions, 10)).toEqual([3]);
  });

  it("hosts, addresses and functions are not for EC2", async () => {
    const mentions = createMentions(["a"]);
    mentions.mention("a", ["web-01", "10.0.0.7", "i-am-a-host", "arn:aws:lambda:x", "i-0a11aaaaaaaaaaaaa"]);
    mentions.finish("a");
    expect(await collect(mentions, 10)).toEqual([1]);
  });

  it("every listener hears all of them, even one that comes late", async () => {
    const mentions = createMentions(["a"]);
    const early = collect(mentions, 2);
    mentions.mention("a", makeIds(3));
    mentions.finish("a");
    expect(await early).toEqual([2, 1]);
    expect(await collect(mentions, 2)).toEqual([2, 1]);
  });

  it("with nobody to mention anything it ends at once", async () => {
    expect(await collect(createMentions([]), 5)).toEqual([]);
  });

  it("only the first end counts, and mentioning after it is an error", () => {
    const mentions = createMentions(["a"]);
    expect(mentions.finish("a")).toBe(true);
    expect(mentions.finish("a")).toBe(false);
    expect(() => mentions.mention("a", [])).toThrow("a mentions instances after");
  });

  it("a batch of none is refused", async () => {
    await expect(collect(createMentions([]), 0)).rejects.toThrow("at least one id");
  });
});
