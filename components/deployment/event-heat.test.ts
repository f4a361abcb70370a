import { describe, expect, it } from "vitest";
import { toHeat } from "#components/deployment/event-heat.ts";
import { toEventLength, toFineDurationText } from "#components/deployment/event-length.ts";
import { toEventSummary } from "#components/deployment/event-summary.ts";
import { makeEvent, makeIso, makeTarget } from "#components/deployment/testing/make-deployment-view.ts";
import { secondMs } from "#lib/domain/time.ts";
import type { EventView } from "#lib/report/schema.ts";

const at = makeIso(60);

function makeColumn(...seconds: readonly number[]) {
  const targets = seconds.map((length, index) =>
    makeTarget(`i-${index}`, { events: [makeEvent({ start: makeIso(0), end: makeIso(0, length) })] }),
  );
  return toEventSummary("Install", targets, at);
}

describe("the length of an event", () => {
  it.each<[string, Partial<EventView>, unknown]>([
    ["that ended", { start: makeIso(0), end: makeIso(1) }, { lengthMs: 60_000, ends: "ended" }],
    [
      "that runs is so far",
      { status: "InProgress", start: makeIso(59) },
      { lengthMs: 60_000, ends: "so-far" },
    ],
    ["that did not begin is not known", {}, undefined],
    ["that is over without an end is not known", { status: "Failed", start: makeIso(0) }, undefined],
    ["that ends before it starts is not known", { start: makeIso(1), end: makeIso(0) }, undefined],
  ])("%s", (_, parts, length) => {
    expect(toEventLength(makeEvent(parts), at)).toEqual(length);
  });

  it.each([
    [0, "0 s"],
    [59.9, "59 s"],
    [60, "1 min 00 s"],
    [125, "2 min 05 s"],
    [3599, "59 min 59 s"],
    [3600, "1 h"],
  ])("of %d s reads %j", (seconds, text) => {
    expect(toFineDurationText(seconds * secondMs)).toBe(text);
  });
});

describe("the summary of an event", () => {
  it("has a median of an odd and of an even number of lengths, and who was slowest", () => {
    expect(makeColumn(10, 40, 20)).toMatchObject({ medianMs: 20_000, maxMs: 40_000, slowest: "i-1" });
    expect(makeColumn(10, 20, 30, 80)).toMatchObject({ medianMs: 25_000, measured: 4 });
    expect(makeColumn()).toMatchObject({ targets: 0, medianMs: undefined, slowest: undefined });
  });

  it("measures only what succeeded, and counts the rest", () => {
    const times = { start: makeIso(0), end: makeIso(9) };
    const targets = [
      makeTarget("i-1", { events: [makeEvent({ start: makeIso(0), end: makeIso(1) })] }),
      makeTarget("i-2", { events: [makeEvent({ status: "Failed", ...times })] }),
      makeTarget("i-3", { events: [makeEvent({ status: "InProgress", start: makeIso(0) })] }),
      makeTarget("i-4", { events: [makeEvent({ name: "AllowTraffic", ...times })] }),
    ];
    expect(toEventSummary("Install", targets, at)).toMatchObject({
      targets: 3,
      succeeded: 1,
      failed: 1,
      running: 1,
      measured: 1,
      maxMs: 60_000,
    });
  });
});

describe("heat", () => {
  // The median is 20 s.
  const column = makeColumn(20, 20, 20, 100);

  it.each([
    [10, 0],
    [20, 0],
    [24.9, 0],
    [25, 1],
    [34.9, 1],
    [35, 2],
    [49.9, 2],
    [50, 3],
    [79.9, 3],
    [80, 4],
    [400, 4],
  ])("of %d s over a median of 20 s is %d", (seconds, level) => {
    expect(toHeat(seconds * secondMs, column).level).toBe(level);
  });

  it("is none where a few seconds make the difference, though it is a multiple", () => {
    expect(toHeat(5_900, makeColumn(1, 1, 1)).level).toBe(0);
    expect(toHeat(6_000, makeColumn(1, 1, 1)).level).toBe(4);
  });

  it("is none where two lengths are all there is to compare with", () => {
    expect(toHeat(90_000, makeColumn(10, 10)).level).toBe(0);
    expect(toHeat(90_000, makeColumn(10, 10, 10)).level).toBe(4);
  });

  it("comes with the part of the longest, of itself where it is longer still", () => {
    expect(toHeat(50_000, column).share).toBe(0.5);
    expect(toHeat(200_000, column).share).toBe(1);
    expect(toHeat(0, makeColumn(0, 0, 0)).share).toBe(0);
  });
});
