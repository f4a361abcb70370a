import { describe, expect, it } from "vitest";
import { parseClockSpeed, toClockPreload, toFastMs } from "#lib/bench/clock-speed.ts";

describe("the fast clock", () => {
  it.each([
    { name: "stands with the real one at its origin", realMs: 1_000, expected: 1_000 },
    { name: "is a minute on after a second", realMs: 2_000, expected: 61_000 },
    { name: "shows whole milliseconds", realMs: 1_000.01, expected: 1_000 },
  ])("$name", ({ realMs, expected }) => {
    expect(toFastMs(realMs, { originMs: 1_000, speed: 60 })).toBe(expected);
  });

  it("a process reads what it was told", () => {
    const clock = { originMs: 1_800_000_000_000, speed: 60 };
    expect(parseClockSpeed(toClockPreload(clock).environment)).toEqual(clock);
  });

  it.each([{}, { BENCH_CLOCK_ORIGIN_MS: "1", BENCH_CLOCK_SPEED: "fast" }])("refuses %j", (environment) => {
    expect(() => parseClockSpeed(environment)).toThrow("must be set");
  });
});
