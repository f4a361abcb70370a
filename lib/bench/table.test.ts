import { describe, expect, it } from "vitest";
import { toCount, toRatio, toTable } from "#lib/bench/table.ts";

describe("table", () => {
  it("pads every column to its widest cell", () => {
    expect(
      toTable(
        ["what", "n"],
        [
          ["a", "1,000"],
          ["longer", "2"],
        ],
      ),
    ).toBe(["what   |     n", "a      | 1,000", "longer |     2"].join("\n"));
  });

  it("groups thousands", () => expect(toCount(1_234_567)).toBe("1,234,567"));

  it("a ratio to nothing is a dash", () => {
    expect(toRatio(3, 0)).toBe("–");
    expect(toRatio(3, 2)).toBe("1.50");
  });
});
