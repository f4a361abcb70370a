import { describe, expect, it } from "vitest";
import { toLetter } from "#lib/timeline/letters.ts";

describe("toLetter", () => {
  it.each([
    [0, "A"],
    [1, "B"],
    [25, "Z"],
    [26, "AA"],
    [27, "AB"],
    [51, "AZ"],
    [52, "BA"],
    [701, "ZZ"],
    [702, "AAA"],
  ])("names number %i %s", (index, letter) => {
    expect(toLetter(index)).toBe(letter);
  });

  it("never names two of ten thousand alike", () => {
    expect(new Set(Array.from({ length: 10_000 }, (_, index) => toLetter(index))).size).toBe(10_000);
  });
});
