import { describe, expect, it } from "vitest";
import { toRelativeTicks, toTicks } from "#components/timeline/view/ticks.ts";

const noon = Date.parse("2026-11-23T12:00:00Z");
const minute = 60_000;
const hour = 60 * minute;

describe("ticks", () => {
  it("stand on round UTC times", () => {
    const ticks = toTicks({ from: noon + 1, to: noon + hour }, 6, 0);
    expect(ticks.map(({ text }) => text)).toEqual(["12:10", "12:20", "12:30", "12:40", "12:50", "13:00"]);
  });
  it("say seconds where one looks near", () => {
    const ticks = toTicks({ from: noon, to: noon + 10_000 }, 10, 0);
    expect(ticks.at(1)?.text).toBe("12:00:01");
  });
  it("stand on round times of the reader's clock", () => {
    const ticks = toTicks({ from: noon, to: noon + 4 * hour }, 4, 330);
    expect(ticks.map(({ text }) => text)).toEqual(["18:00", "19:00", "20:00", "21:00"]);
  });
  it.each([
    [0, "2026-11-24T00:00:00.000Z"],
    [60, "2026-11-23T23:00:00.000Z"],
  ])("with the clock %i minutes ahead the day begins at %s", (offset, begins) => {
    const ticks = toTicks({ from: noon + 10 * hour, to: noon + 13 * hour }, 4, offset);
    expect(ticks.filter(({ newDay }) => newDay).map(({ at }) => new Date(at).toISOString())).toEqual([
      begins,
    ]);
  });
  it.each([10_000, minute, 90 * minute, 6 * hour, 40 * 24 * hour])(
    "of %i ms are at most one more than asked for",
    (length) => {
      const count = toTicks({ from: noon, to: noon + length }, 7, 0).length;
      expect(count).toBeGreaterThan(0);
      expect(count).toBeLessThanOrEqual(8);
    },
  );
});

it.each([
  [4 * hour, 4, ["-2 h", "-1 h", "now", "+1 h", "+2 h"]],
  [20_000, 4, ["-0:10", "-0:05", "now", "+0:05", "+0:10"]],
])("distances from now over %i ms", (length, most, texts) => {
  const view = { from: noon - length / 2, to: noon + length / 2 };
  expect(toRelativeTicks(view, noon, most).map(({ text }) => text)).toEqual(texts);
});
