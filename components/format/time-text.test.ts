import { describe, expect, it } from "vitest";
import { toCountdownText, toDurationText, toMomentText } from "#components/format/time-text.ts";
import { hourMs, minuteMs, secondMs } from "#lib/domain/time.ts";

const day = 24 * hourMs;

describe("a duration", () => {
  it.each([
    [-5, "0 s"],
    [0, "0 s"],
    [59_999, "59 s"],
    [minuteMs, "1 min"],
    [hourMs - 1, "59 min"],
    [hourMs, "1 h"],
    [hourMs + 12 * minuteMs, "1 h 12 min"],
    [day - 1, "23 h 59 min"],
    [day, "1 d"],
    [3 * day + 4 * hourMs + 5 * minuteMs, "3 d 4 h"],
  ])("of %i ms reads %s", (lengthMs, text) => {
    expect(toDurationText(lengthMs)).toBe(text);
  });
});

describe("a countdown", () => {
  it.each([
    [9 * minuteMs + 58 * secondMs, "9:58"],
    [1, "0:01"],
    [0, "0:00"],
    [-1, "0:00"],
    [hourMs - 1, "1:00:00"],
    [hourMs + 2 * minuteMs + 3 * secondMs, "1:02:03"],
  ])("of %i ms reads %s", (leftMs, text) => {
    expect(toCountdownText(leftMs)).toBe(text);
  });
});

describe("a moment", () => {
  const reference = Date.parse("2026-11-23T00:10:00Z");
  it("on the same UTC day is its clock alone", () => {
    expect(toMomentText(Date.parse("2026-11-23T23:59:59Z"), reference)).toBe("23:59:59");
  });
  it("on another UTC day carries the day", () => {
    expect(toMomentText(Date.parse("2026-11-22T23:59:59Z"), reference)).toBe("2026-11-22 23:59:59");
  });
});
