import { describe, expect, it } from "vitest";
import { type BlindStretch, toBlindStretches } from "#components/timeline/plan/blind-stretches.ts";
import { listDeadlines } from "#components/timeline/plan/deadlines.ts";
import { isCalm } from "#components/timeline/plan/lane-order.ts";
import { toLimits } from "#components/timeline/plan/limits.ts";
import {
  at,
  iso,
  makeLane,
  makeReport,
  makeSpan,
  makeTrack,
} from "#components/timeline/plan/testing/make-report.ts";
import type { Span } from "#lib/report/schema.ts";

function findBlind(spans: readonly Span[]): readonly BlindStretch[] {
  const track = makeTrack("x", ...spans);
  return toBlindStretches(
    track,
    new Map([["source-x", [{ from: at(10), to: at(20), reason: null }]]]),
    at(60),
  );
}

describe("where a track's source was blind", () => {
  const unknown = { certainty: "unknown" } as const;
  it.each([
    ["inside a state", [makeSpan(0, null)], [[10, 20]]],
    ["from before the instance came", [makeSpan(15, null)], [[15, 20]]],
    ["from the earliest it can have come", [makeSpan(15, null, { fromEarliest: iso(12) })], [[12, 20]]],
    ["until after it went", [makeSpan(0, 15)], [[10, 15]]],
    ["before the instance came", [makeSpan(30, null)], []],
    ["after it went", [makeSpan(0, 5)], []],
    ["where nothing was ever seen", [], []],
    ["until the track says so itself", [makeSpan(0, 15), makeSpan(15, null, unknown)], [[10, 15]]],
    [
      "around what the track says itself",
      [makeSpan(0, 12), makeSpan(12, 14, unknown), makeSpan(14, null)],
      [
        [10, 12],
        [14, 20],
      ],
    ],
    ["long after the track said so itself", [makeSpan(0, 5, unknown), makeSpan(5, null)], [[10, 20]]],
  ])("%s", (_, spans, stretches) => {
    expect(findBlind(spans).map(({ from, to }) => [from, to])).toEqual(
      stretches.map(([from, to]) => [at(from ?? 0), at(to ?? 0)]),
    );
  });
});

describe("the limits", () => {
  const window = { from: at(-70), to: at(0) };
  it.each([
    ["a deadline that fits", 30, 30],
    ["a deadline too far ahead", 30.01, 0],
    ["a deadline that has passed", -1, 0],
  ])("with %s", (_, minutes, end) => {
    const { to } = toLimits({ window, now: at(0), ahead: [at(minutes)] });
    expect(to).toBeCloseTo(at(end) + (at(end) - window.from) * 0.02, 0);
  });
  it("have a length even where the window has none", () => {
    const { from, to } = toLimits({ window: { from: at(0), to: at(0) }, now: at(0), ahead: [] });
    expect(to).toBeGreaterThan(from);
  });
});

it("only deadlines ahead count, equal ones once", () => {
  const { answer } = makeReport();
  const deadline = { at: iso(5), sentence: "x is abandoned", certainty: "earliest" } as const;
  const report = makeReport({ answer: { ...answer, deadline } });
  expect(listDeadlines(report, at(4))).toEqual([{ at: at(5), label: "earliest", text: "x is abandoned" }]);
  expect(listDeadlines(report, at(5))).toEqual([]);
});

it.each([
  ["good", true],
  ["idle", true],
  ["gone", true],
  ["busy", false],
  ["waiting", false],
  ["bad", false],
  ["unknown", false],
] as const)("a lane that is %s is calm: %s", (tone, calm) => {
  expect(isCalm(makeLane("A", { tone }))).toBe(calm);
  expect(isCalm(makeLane("A", { tone, ghost: true }))).toBe(false);
});
