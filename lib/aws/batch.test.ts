import { expect, it } from "vitest";
import { toBatches } from "#lib/aws/batch.ts";

it.each<readonly [string[], string[][]]>([
  [[], []],
  [["a", "b"], [["a", "b"]]],
  [
    ["a", "b", "c"],
    [["a", "b"], ["c"]],
  ],
  [
    ["a", "b", "a", "c"],
    [["a", "b"], ["c"]],
  ],
])("%j in batches of two", (ids, batches) => {
  expect(toBatches(ids, 2)).toEqual(batches);
});

it("a batch of none is refused", () => {
  expect(() => toBatches(["a"], 0)).toThrow("at least one id, not 0");
});
