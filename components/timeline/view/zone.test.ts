import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  toBothClocks,
  toDistanceWords,
  toOffsetMinutes,
  toZonedClock,
  toZoneName,
} from "#components/timeline/view/zone.ts";
import { minuteMs } from "#lib/domain/time.ts";

const winter = Date.parse("2026-01-15T23:30:10Z");
const summer = Date.parse("2026-07-15T12:00:00Z");

const zoneBefore = process.env.TZ;
function inZone(zone: string): void {
  beforeAll(() => {
    process.env.TZ = zone;
  });
  afterAll(() => {
    if (zoneBefore === undefined) delete process.env.TZ;
    else process.env.TZ = zoneBefore;
  });
}

describe("in Berlin", () => {
  inZone("Europe/Berlin");
  it("the clock is one hour ahead in winter, two in summer", () => {
    expect([winter, summer].map((at) => toOffsetMinutes("local", at))).toEqual([60, 120]);
    expect([winter, summer].map((at) => toZoneName("local", at))).toEqual(["UTC+1", "UTC+2"]);
  });
  it("UTC stays UTC", () => {
    expect(toOffsetMinutes("utc", summer)).toBe(0);
    expect(toZoneName("utc", summer)).toBe("UTC");
    expect(toZonedClock("utc", winter)).toBe("23:30:10");
  });
  it("a clock goes past midnight", () => {
    expect(toZonedClock("local", winter)).toBe("00:30:10");
  });
  it("both clocks are named, and the day only where it is another", () => {
    expect(toBothClocks(winter, winter)).toBe("23:30:10 UTC (00:30:10 local)");
    expect(toBothClocks(winter, summer)).toBe("2026-01-15 23:30:10 UTC (00:30:10 local)");
  });
});

describe("in Newfoundland", () => {
  inZone("America/St_Johns");
  it("the half hour is told", () => {
    expect(toZoneName("local", winter)).toBe("UTC-3:30");
    expect(toZonedClock("local", winter)).toBe("20:00:10");
  });
});

describe("where the clock is UTC", () => {
  inZone("UTC");
  it("one clock is enough", () => {
    expect(toBothClocks(winter, winter)).toBe("23:30:10 UTC");
  });
});

it.each([
  [0, "now"],
  [-12 * minuteMs, "12 min ago"],
  [4 * minuteMs, "in 4 min"],
])("%i ms from now is %s", (distance, words) => {
  expect(toDistanceWords(winter + distance, winter)).toBe(words);
});
