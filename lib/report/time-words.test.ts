import { describe, expect, it } from "vitest";
import { hourMs, minuteMs, secondMs, toInstant } from "#lib/domain/time.ts";
import { toAgo, toDurationWords, toShortClock } from "#lib/report/time-words.ts";

const now = toInstant(Date.UTC(2026, 0, 31, 14, 22, 10));

describe("toDurationWords", () => {
  it.each([
    [0, "0 seconds"],
    [-5_000, "0 seconds"],
    [999, "0 seconds"],
    [secondMs, "1 second"],
    [59_999, "59 seconds"],
    [minuteMs, "1 minute"],
    [43 * minuteMs + 59_000, "43 minutes"],
    [hourMs - 1, "59 minutes"],
    [hourMs, "1 hour"],
    [2 * hourMs + 5 * minuteMs, "2 hours 5 minutes"],
    [24 * hourMs - 1, "23 hours 59 minutes"],
    [24 * hourMs, "1 day"],
    [73 * hourMs, "3 days 1 hour"],
  ])("says %i ms as %s", (ms, words) => {
    expect(toDurationWords(ms)).toBe(words);
  });
});

describe("toAgo", () => {
  it.each([
    [0, "just now"],
    [999, "just now"],
    [-60_000, "just now"],
    [1_000, "1 second ago"],
    [43 * minuteMs, "43 minutes ago"],
  ])("says that %i ms before now was %s", (ms, words) => {
    expect(toAgo(toInstant(now - ms), now)).toBe(words);
  });
});

describe("toShortClock", () => {
  it("gives the minute and the zone, without the date on the same day", () => {
    expect(toShortClock(toInstant(Date.UTC(2026, 0, 31, 0, 0, 59)), now)).toBe("00:00 UTC");
  });

  it("gives the date on any other day, one second away included", () => {
    expect(toShortClock(toInstant(Date.UTC(2026, 1, 1)), now)).toBe("2026-02-01 00:00 UTC");
    expect(toShortClock(toInstant(Date.UTC(2026, 0, 30, 23, 59, 59)), now)).toBe("2026-01-30 23:59 UTC");
  });
});
