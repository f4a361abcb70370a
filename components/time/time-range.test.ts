import { describe, expect, it } from "vitest";
import { isNow, moveByKey, toTimeRange } from "#components/time/time-range.ts";
import { hourMs, minuteMs } from "#lib/domain/time.ts";

const now = Date.parse("2026-11-23T14:22:10Z");
const ago = (hours: number) => new Date(now - hours * hourMs).toISOString();
const nothing = { earliest: null, recordedFrom: null };
const sixWeeks = { earliest: ago(6 * 7 * 24), recordedFrom: ago(30) };

describe("the slider's range", () => {
  it("reaches back six hours at first, though more is known", () => {
    const range = toTimeRange({ past: sixWeeks, now, at: now, chosen: "6h" });
    expect(range).toMatchObject({ from: now - 6 * hourMs, to: now, reach: "6h", recordedShare: undefined });
  });
  it("reaches no further back than anything is known", () => {
    const past = { earliest: null, recordedFrom: ago(2) };
    const range = toTimeRange({ past, now, at: now, chosen: "6h" });
    expect(range).toMatchObject({ from: now - 2 * hourMs, choices: ["6h"] });
  });
  it("widens by itself until it holds what is looked at", () => {
    expect(toTimeRange({ past: sixWeeks, now, at: now - 7 * hourMs, chosen: "6h" }).reach).toBe("24h");
    expect(toTimeRange({ past: sixWeeks, now, at: now - 200 * hourMs, chosen: "6h" }).reach).toBe("all");
  });
  it("holds an instant that is older than anything known, and narrows no choice that is wide enough", () => {
    const past = { earliest: null, recordedFrom: ago(2) };
    expect(toTimeRange({ past, now, at: now - 3 * hourMs, chosen: "6h" }).from).toBe(now - 3 * hourMs);
    expect(toTimeRange({ past: sixWeeks, now, at: now - hourMs, chosen: "7d" }).reach).toBe("7d");
  });
  it.each([
    [5, ["6h"]],
    [7, ["6h", "24h"]],
    [25, ["6h", "24h", "7d"]],
    [200, ["6h", "24h", "7d", "all"]],
  ])("with %i hours known offers %j", (hours, choices) => {
    const past = { earliest: ago(hours), recordedFrom: ago(1) };
    expect(toTimeRange({ past, now, at: now, chosen: "6h" }).choices).toEqual(choices);
  });
  it("says where recording began, if that is inside", () => {
    const past = { earliest: ago(6), recordedFrom: ago(1.5) };
    expect(toTimeRange({ past, now, at: now, chosen: "6h" }).recordedShare).toBeCloseTo(0.75);
  });
  it("is never empty, even before anything was read", () => {
    const range = toTimeRange({ past: nothing, now, at: now, chosen: "6h" });
    expect(range).toMatchObject({ from: now - minuteMs, to: now, choices: ["6h"], recordedShare: undefined });
  });
});

describe("keys on the slider", () => {
  const range = toTimeRange({ past: sixWeeks, now, at: now, chosen: "6h" });
  const middle = now - 3 * hourMs;
  it.each([
    ["ArrowLeft", middle - minuteMs],
    ["ArrowUp", middle + minuteMs],
    ["PageDown", middle - 10 * minuteMs],
    ["Home", range.from],
    ["End", now],
    ["Enter", undefined],
  ])("%s", (key, at) => {
    expect(moveByKey(key, middle, range)).toBe(at);
  });
  it("do not lead out of it", () => {
    expect(moveByKey("ArrowRight", now, range)).toBe(now);
    expect(moveByKey("PageDown", range.from + minuteMs, range)).toBe(range.from);
  });
  it.each([
    ["all", (6 * 7 * 24 * hourMs) / 400],
    ["24h", (24 * hourMs) / 400],
  ] as const)("step roundly when it reaches back %s", (chosen, least) => {
    const { stepMs } = toTimeRange({ past: sixWeeks, now, at: now, chosen });
    expect(stepMs).toBeGreaterThanOrEqual(least);
    expect(stepMs % minuteMs).toBe(0);
  });
});

it("the far end of the slider means now, what is before it does not", () => {
  const range = toTimeRange({ past: sixWeeks, now, at: now, chosen: "6h" });
  expect(isNow(now - 40_000, range)).toBe(true);
  expect(isNow(now - minuteMs, range)).toBe(false);
});
