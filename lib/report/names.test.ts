import { describe, expect, it } from "vitest";
import { toNameInstance } from "#lib/report/names.ts";

describe("toNameInstance", () => {
  it("adds the letter of the lane, where there is one", () => {
    const name = toNameInstance(new Map([["i-1", "A"]]));
    expect([name("i-1"), name("i-2")]).toEqual(["i-1 (A)", "i-2"]);
  });
});
