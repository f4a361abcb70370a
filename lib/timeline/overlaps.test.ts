import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toInstant } from "#lib/domain/time.ts";
import type { Certainty, SpanItem, Tone } from "#lib/domain/timeline.ts";
import { resolveOverlaps } from "#lib/timeline/overlaps.ts";

const now = toInstant(1_000);

function makeSpan(from: number, to: number | undefined, value: Partial<SpanItem> = {}): SpanItem {
  return {
    kind: "span",
    instanceId: "i-1",
    source: "s",
    track: "t",
    state: "x",
    from: toInstant(from),
    ...(to !== undefined && { to: toInstant(to) }),
    tone: "good",
    certainty: "observed",
    ...value,
  };
}

const drawn = (...items: readonly SpanItem[]) =>
  resolveOverlaps(items, now).map((span) => `${span.state} ${span.from}-${span.to ?? ""}`);

describe("resolveOverlaps", () => {
  it("leaves spans that do not overlap as they are, sorted", () => {
    expect(drawn(makeSpan(30, undefined, { state: "b" }), makeSpan(10, 30, { state: "a" }))).toEqual([
      "a 10-30",
      "b 30-",
    ]);
  });

  it("never bridges a gap, even between equal states", () => {
    expect(drawn(makeSpan(10, 20), makeSpan(21, 30))).toEqual(["x 10-20", "x 21-30"]);
  });

  it("joins equal states that touch or overlap", () => {
    expect(drawn(makeSpan(10, 20), makeSpan(20, 30))).toEqual(["x 10-30"]);
    expect(drawn(makeSpan(10, 25), makeSpan(20, undefined))).toEqual(["x 10-"]);
  });

  it.each<[string, Partial<SpanItem>, Partial<SpanItem>]>([
    ["exact over observed", { certainty: "exact" }, { certainty: "observed" }],
    ["observed over predicted", { certainty: "observed" }, { certainty: "predicted" }],
    ["predicted over unknown", { certainty: "predicted" }, { certainty: "unknown" }],
    [
      "exact and good over observed and bad",
      { certainty: "exact", tone: "good" },
      { certainty: "observed", tone: "bad" },
    ],
    ["bad over good", { tone: "bad" }, { tone: "good" }],
    ["waiting over busy", { tone: "waiting" }, { tone: "busy" }],
  ])("puts %s", (_, winner, loser) => {
    expect(
      drawn(makeSpan(10, 90, { state: "loser", ...loser }), makeSpan(30, 50, { state: "winner", ...winner })),
    ).toEqual(["loser 10-30", "winner 30-50", "loser 50-90"]);
  });

  it("lets the later of two equally sure and equally grave spans stand", () => {
    expect(drawn(makeSpan(10, 50, { state: "old" }), makeSpan(30, 90, { state: "new" }))).toEqual([
      "old 10-30",
      "new 30-90",
    ]);
  });

  it("ends an open span at now, so that a prediction ahead of it shows", () => {
    expect(
      drawn(makeSpan(900, undefined), makeSpan(1_000, 1_600, { state: "dotted", certainty: "predicted" })),
    ).toEqual(["x 900-", "dotted 1000-1600"]);
  });

  it("keeps a span without length, and one that AWS ends before it began", () => {
    expect(drawn(makeSpan(10, 10), makeSpan(20, 15, { state: "y" }))).toEqual(["x 10-10", "y 20-20"]);
  });

  it("keeps an open span that begins ahead of now", () => {
    expect(drawn(makeSpan(1_500, undefined))).toEqual(["x 1500-"]);
  });

  const certainty = fc.constantFrom<Certainty>("exact", "observed", "unknown", "predicted");
  const tone = fc.constantFrom<Tone>("good", "bad", "waiting");
  const span = fc
    .record({
      from: fc.integer({ min: 0, max: 1_200 }),
      length: fc.option(fc.integer({ min: -5, max: 400 })),
      certainty,
      tone,
    })
    .map(({ from, length, ...rest }) => makeSpan(from, length === null ? undefined : from + length, rest));

  it("gives the same for every order of the input, never two at once, and the same again from its own output", () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 12 }), (spans) => {
        const before = structuredClone(spans);
        const drawnSpans = resolveOverlaps(spans, now);
        expect(resolveOverlaps([...spans].reverse(), now)).toEqual(drawnSpans);
        expect(spans).toEqual(before);
        expect(
          resolveOverlaps(
            drawnSpans.map((piece) => makeSpan(piece.from, piece.to, piece)),
            now,
          ),
        ).toEqual(drawnSpans);
        for (const [index, piece] of drawnSpans.entries()) {
          const next = drawnSpans[index + 1];
          if (next !== undefined) expect(piece.to ?? now).toBeLessThanOrEqual(next.from);
        }
      }),
    );
  });

  it("covers exactly the moments that some span covers", () => {
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), fc.integer({ min: 0, max: 999 }), (spans, moment) => {
        const covers = (from: number, to: number | undefined) =>
          from <= moment && moment < Math.max(to ?? now, from + 1);
        const said = spans.some((item) => covers(item.from, item.to));
        expect(resolveOverlaps(spans, now).some((piece) => covers(piece.from, piece.to))).toBe(said);
      }),
    );
  });
});
