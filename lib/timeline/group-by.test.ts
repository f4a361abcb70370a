import { describe, expect, it } from "vitest";
import { groupBy } from "#lib/timeline/group-by.ts";

describe("groupBy", () => {
  it("keeps the order of rows and of first keys", () => {
    const groups = groupBy(["pear", "apple", "plum", "avocado"], (word) => word.charAt(0));
    expect([...groups]).toEqual([
      ["p", ["pear", "plum"]],
      ["a", ["apple", "avocado"]],
    ]);
  });

  it("makes no group of nothing", () => {
    expect(groupBy([], () => "x").size).toBe(0);
  });
});
