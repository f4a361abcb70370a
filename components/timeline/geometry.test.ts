import { describe, expect, it } from "vitest";
import {
  placeMarks,
  placeStretch,
  toDomain,
  toInstantAt,
  toPercent,
  toTicks,
} from "#components/timeline/geometry.ts";
import { hourMs, minuteMs } from "#lib/domain/time.ts";

const noon = Date.parse("2026-11-23T12:00:00Z");
const hour = { from: noon, to: noon + hourMs };

describe("time and place", () => {
  it.each([
    [0, 0],
    [30, 50],
    [60, 100],
    [-6, -10],
  ])("minute %i of an hour stands at %i percent", (minute, percent) => {
    expect(toPercent(hour, noon + minute * minuteMs)).toBe(percent);
    expect(toInstantAt(hour, percent)).toBe(noon + minute * minuteMs);
  });
});

describe("a stretch", () => {
  const at = (minute: number) => noon + minute * minuteMs;
  it("inside the domain is drawn whole", () => {
    expect(placeStretch(hour, { from: at(15), to: at(30) }, at(60))).toEqual({
      left: 25,
      width: 25,
      clippedStart: false,
      clippedEnd: false,
    });
  });
  it("that reaches over both edges is clipped and says so", () => {
    expect(placeStretch(hour, { from: at(-5), to: at(65) }, at(60))).toEqual({
      left: 0,
      width: 100,
      clippedStart: true,
      clippedEnd: true,
    });
  });
  it("that lasts is drawn to now, not to the edge", () => {
    expect(placeStretch(hour, { from: at(30), to: null }, at(45))).toMatchObject({
      left: 50,
      width: 25,
      clippedEnd: false,
    });
  });
  it("that lasts and begins after now has no length", () => {
    expect(placeStretch(hour, { from: at(50), to: null }, at(45))).toMatchObject({ width: 0 });
  });
  it("of no length still has a place", () => {
    expect(placeStretch(hour, { from: at(30), to: at(30) }, at(60))).toMatchObject({ left: 50, width: 0 });
  });
  it.each([
    [-10, -1],
    [61, 70],
  ])("from minute %i to %i is not drawn", (from, to) => {
    expect(placeStretch(hour, { from: at(from), to: at(to) }, at(60))).toBeUndefined();
  });
  it.each([
    [-10, 0],
    [60, 70],
  ])("from minute %i to %i touches the edge and is drawn", (from, to) => {
    expect(placeStretch(hour, { from: at(from), to: at(to) }, at(60))).toMatchObject({ width: 0 });
  });
});

describe("the domain", () => {
  const base = { from: noon - 70 * minuteMs, to: noon, now: noon };
  it("ends a little after now where nothing lies ahead", () => {
    const domain = toDomain({ ...base, ahead: [] });
    expect(domain.from).toBe(base.from);
    expect(toPercent(domain, noon)).toBeCloseTo(98.04, 1);
  });
  it("reaches to a deadline that fits", () => {
    expect(
      toPercent(toDomain({ ...base, ahead: [noon + 30 * minuteMs] }), noon + 30 * minuteMs),
    ).toBeLessThan(100);
  });
  it("is not stretched by a deadline one millisecond too far", () => {
    const far = toDomain({ ...base, ahead: [noon + 30 * minuteMs + 1] });
    expect(far).toEqual(toDomain({ ...base, ahead: [] }));
  });
  it("ignores deadlines that have passed", () => {
    expect(toDomain({ ...base, ahead: [noon - minuteMs] })).toEqual(toDomain({ ...base, ahead: [] }));
  });
  it("has a length even where the window has none", () => {
    const domain = toDomain({ from: noon, to: noon, now: noon, ahead: [noon + 10_000] });
    expect(domain.to).toBeGreaterThan(domain.from);
  });
});

describe("ticks", () => {
  it("stand on round UTC times", () => {
    const ticks = toTicks({ from: noon + 1, to: noon + hourMs }, 6);
    expect(ticks.map((tick) => (tick.at - noon) / minuteMs)).toEqual([10, 20, 30, 40, 50, 60]);
  });
  it.each([
    [minuteMs, 4],
    [90 * minuteMs, 8],
    [6 * hourMs, 8],
    [40 * 24 * hourMs, 5],
  ])("of %i ms are at most one more than asked for", (length, most) => {
    const ticks = toTicks({ from: noon, to: noon + length }, most);
    expect(ticks.length).toBeGreaterThan(0);
    expect(ticks.length).toBeLessThanOrEqual(most + 1);
  });
  it("say where a UTC day begins", () => {
    const ticks = toTicks({ from: noon + 11 * hourMs, to: noon + 13 * hourMs }, 4);
    expect(ticks.filter((tick) => tick.newDay).map((tick) => new Date(tick.at).toISOString())).toEqual([
      "2026-11-24T00:00:00.000Z",
    ]);
  });
});

describe("marks", () => {
  const place = (...minutes: readonly number[]) =>
    placeMarks(
      hour,
      minutes.map((minute) => noon + minute * minuteMs),
    );
  it("write to the right, up to the next mark", () => {
    expect(place(15, 30)).toEqual([
      { left: 25, room: 25, side: "right" },
      { left: 50, room: 50, side: "right" },
    ]);
  });
  it("near the right edge write to the left", () => {
    expect(place(59.4)).toMatchObject([{ side: "left" }]);
  });
  it("outside the domain have no place", () => {
    expect(place(-1, 61)).toEqual([undefined, undefined]);
  });
});
