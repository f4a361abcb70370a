import { describe, expect, it } from "vitest";
import { toPercentile } from "#lib/bench/percentile.ts";

describe("percentile", () => {
  it.each([
    { values: [7], share: 0.95, expected: 7 },
    { values: [3, 1, 2], share: 0.5, expected: 2 },
    { values: [1, 2, 3, 4], share: 0.5, expected: 2 },
    { values: Array.from({ length: 100 }, (_, index) => 100 - index), share: 0.95, expected: 95 },
    { values: [1, 9], share: 0, expected: 1 },
    { values: [1, 9], share: 1, expected: 9 },
  ])("of $values.length values, $share: $expected", ({ values, share, expected }) => {
    expect(toPercentile(values, share)).toBe(expected);
  });

  it("nothing has no percentile", () => {
    expect(() => toPercentile([], 0.5)).toThrow("there are no values");
  });
});
