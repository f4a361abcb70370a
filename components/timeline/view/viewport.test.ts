import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  clampTo,
  fitTo,
  panBy,
  shortestViewMs,
  snapTo,
  toInstantAt,
  toX,
  zoomAt,
} from "#components/timeline/view/viewport.ts";
import { parseViewport, toViewportText } from "#components/timeline/view/viewport-text.ts";

const start = Date.parse("2026-11-23T12:00:00Z");
const limits = { from: start, to: start + 3_600_000 };
const stretch = fc
  .tuple(fc.integer({ min: 0, max: 3_590_000 }), fc.integer({ min: 10_000, max: 3_600_000 }))
  .map(([from, length]) => clampTo({ from: start + from, to: start + from + length }, limits));

describe("zoom", () => {
  it("stays in its limits and keeps the instant under the pointer, unless a limit pushes", () => {
    fc.assert(
      fc.property(
        stretch,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.05, max: 20, noNaN: true }),
        (viewport, share, factor) => {
          const instant = toInstantAt(viewport, 1, share);
          const next = zoomAt(viewport, limits, { instant, factor });
          expect(next.from).toBeGreaterThanOrEqual(limits.from);
          expect(next.to).toBeLessThanOrEqual(limits.to + 1e-3);
          expect(next.to - next.from).toBeGreaterThanOrEqual(shortestViewMs - 1e-3);
          const pushed = next.from <= limits.from + 1e-3 || next.to >= limits.to - 1e-3;
          if (!pushed) expect(toX(next, 1, instant)).toBeCloseTo(share, 5);
        },
      ),
    );
  });
  it("comes no nearer than ten seconds", () => {
    const next = zoomAt(limits, limits, { instant: start + 1_800_000, factor: 1e-6 });
    expect(next.to - next.from).toBe(shortestViewMs);
  });
});

describe("pan and fit", () => {
  const view = { from: start + 600_000, to: start + 1_200_000 };
  it.each([
    [60_000, 660_000],
    [-600_000, 0],
    [-600_001, 0],
    [2_400_000, 3_000_000],
    [2_400_001, 3_000_000],
  ])("panned by %i ms begins %i ms after the start", (ms, from) => {
    expect(panBy(view, limits, ms)).toEqual({ from: start + from, to: start + from + 600_000 });
  });
  it("leaves room on both sides", () => {
    expect(fitTo(view, limits)).toEqual({ from: start + 570_000, to: start + 1_230_000 });
  });
  it("shows a moment in ten seconds", () => {
    const moment = { from: view.from, to: view.from };
    expect(fitTo(moment, limits)).toEqual({ from: view.from - 5_000, to: view.from + 5_000 });
  });
  it("never shows more than there is, however short that is", () => {
    const short = { from: start, to: start + 4_000 };
    expect(fitTo(limits, short)).toEqual(short);
  });
});

it.each([
  [100, 10, 100],
  [109, 10, 100],
  [110, 10, 100],
  [111, 10, 111],
  [191, 10, 200],
  [50, 10, 50],
])("%i snaps within %i to %i", (instant, tolerance, snapped) => {
  expect(snapTo([100, 200], instant, tolerance)).toBe(snapped);
});

describe("a viewport in a link", () => {
  it("comes back to the second", () => {
    fc.assert(
      fc.property(stretch, (viewport) => {
        const text = toViewportText(viewport, { from: 0, to: Number.MAX_SAFE_INTEGER });
        const back = parseViewport(text);
        expect(Math.abs((back?.from ?? 0) - viewport.from)).toBeLessThanOrEqual(500);
        expect(Math.abs((back?.to ?? 0) - viewport.to)).toBeLessThanOrEqual(500);
        expect(toViewportText(back ?? limits, { from: 0, to: Number.MAX_SAFE_INTEGER })).toBe(text);
      }),
    );
  });
  it("is not written where everything is seen", () => {
    expect(toViewportText(limits, limits)).toBeUndefined();
    expect(toViewportText({ ...limits, from: start + 1 }, limits)).toBeDefined();
  });
  it.each([undefined, "", "x", "zz-", "t2-t1", "t1-t1", "T1-T2", "zzzzzzzzz-zzzzzzzzzz"])(
    "that says %s says nothing",
    (text) => {
      expect(parseViewport(text)).toBeUndefined();
    },
  );
});
