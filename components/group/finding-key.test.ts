import { expect, it } from "vitest";
import { findByKey, toFindingKey } from "#components/group/finding-key.ts";

const first = { rule: "ghost-instance", subject: { id: "i-1" } };
const second = { rule: "ghost-instance", subject: { id: "i-2" } };

it("a key names its finding among others of the same rule", () => {
  expect(findByKey([first, second], toFindingKey(second))).toBe(second);
});
it("a rule alone names the first finding of that rule", () => {
  expect(findByKey([first, second], "ghost-instance")).toBe(first);
});
it.each(["ghost", "ghost-instance:i-3", "", null, undefined])("%s names none", (key) => {
  expect(findByKey([first, second], key)).toBeUndefined();
});
