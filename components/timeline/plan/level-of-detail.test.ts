import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findItemAt } from "#components/timeline/plan/find-item.ts";
import { leastItemPx, leastMarkPx, toDrawn } from "#components/timeline/plan/level-of-detail.ts";
import type { Item } from "#components/timeline/plan/plan.ts";
import type { Tone } from "#lib/report/schema.ts";

const view = { from: 0, to: 1_000 };
/** One millisecond is one pixel. */
const width = 1_000;

function span(from: number, to: number, tone: Tone = "good"): Item {
  const base = { key: `${from}`, kind: "span", from, to, tone, text: tone } as const;
  return { ...base, certainty: "exact", open: false, softFrom: undefined };
}

function mark(from: number, text = "x", tone: Tone = "idle"): Item {
  return { key: `m${from}`, kind: "mark", from, to: from, tone, text };
}

const row = fc
  .array(
    fc.tuple(
      fc.double({ min: 0.01, max: 30, noNaN: true }),
      fc.double({ min: 0, max: 30, noNaN: true }),
      fc.constantFrom<Tone>("good", "bad", "gone", "waiting", "idle", "unknown", "busy"),
    ),
    { maxLength: 60 },
  )
  .map((parts) => {
    let end = -200;
    return parts.map(([length, gap, tone]) => {
      const from = end + gap;
      end = from + length;
      return span(from, end, tone);
    });
  });

describe("what is drawn", () => {
  it("holds every bad thing that is seen, as itself or as the tone of its block", () => {
    fc.assert(
      fc.property(row, (items) => {
        const drawn = toDrawn(items, view, width);
        for (const item of items.filter(({ tone, from, to }) => tone === "bad" && to >= 0 && from <= 1_000)) {
          const holder = drawn.find(
            ({ tone, from, to }) => tone === "bad" && from <= item.from && to >= item.to,
          );
          expect(holder).toBeDefined();
        }
      }),
    );
  });
  it("never puts two short things on the same pixels, nor loses count", () => {
    fc.assert(
      fc.property(row, (items) => {
        const drawn = toDrawn(items, view, width);
        const short = drawn.filter((one) => one.kind === "many" || one.to - one.from < leastItemPx);
        for (const [index, one] of short.entries()) {
          const next = short[index + 1];
          if (next !== undefined)
            expect(next.from).toBeGreaterThanOrEqual(Math.max(one.to, one.from + leastItemPx));
        }
        const count = drawn.reduce((sum, one) => sum + (one.kind === "many" ? one.count : 1), 0);
        expect(count).toBe(items.filter(({ from, to }) => to >= 0 && from <= 1_000).length);
      }),
    );
  });
  it("finds a long thing that began long before what is seen", () => {
    const items = [span(-900, 500), mark(-800), span(-700, -600)];
    expect(toDrawn(items, view, width)).toEqual([items[0]]);
  });
  it("finds a soft edge whose sharp end is not seen", () => {
    const soft: Item = {
      ...span(1_100, 1_200),
      kind: "span",
      softFrom: 990,
      certainty: "observed",
      open: false,
    };
    expect(toDrawn([soft], view, width)).toEqual([soft]);
    expect(toDrawn([{ ...soft, softFrom: 1_001 }], view, width)).toEqual([]);
  });
  it.each([
    [leastItemPx - 0.1, "many"],
    [leastItemPx, "span"],
  ])("neighbours %f px wide are drawn as %s", (px, kind) => {
    expect(toDrawn([span(10, 10 + px, "bad"), span(10 + px, 10 + 2 * px)], view, width)[0]?.kind).toBe(kind);
  });
  it("a short thing alone keeps its own tone", () => {
    const items = [span(0, 500), span(500, 500.1, "bad"), span(500.1, 900)];
    expect(toDrawn(items, view, width).at(-1)).toBe(items[1]);
  });
  it.each([
    [leastMarkPx - 0.1, 1],
    [leastMarkPx, 2],
  ])("moments %f px apart are drawn as %i", (px, count) => {
    expect(toDrawn([mark(10), mark(10 + px)], view, width)).toHaveLength(count);
  });
  it.each([
    [[mark(10, "detached"), mark(11, "detached")], "detached"],
    [[mark(10, "launch"), mark(11, "abandoned", "bad")], "abandoned +1"],
    [[span(10, 11), span(11, 12)], "2 changes"],
  ])("a block says what it holds", (items, text) => {
    expect(toDrawn(items, view, width)).toMatchObject([{ kind: "many", count: 2, text }]);
  });
});

describe("what is pointed at", () => {
  const blind: Item = { key: "b", kind: "blind", from: 200, to: 300, tone: "unknown", text: "not read" };
  const items = [span(100, 400), span(400, 500), blind, mark(150)];
  it.each([
    [120, "100"],
    [146, "100"],
    [147, "m150"],
    [153, "m150"],
    [250, "b"],
    [450, "400"],
    [503, "400"],
    [504, undefined],
    [96, undefined],
  ])("at %i px is %s", (x, key) => {
    expect(findItemAt(items, { viewport: view, width, x, toleranceX: 3 })?.key).toBe(key);
  });
});
