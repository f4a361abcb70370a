import { expect, it } from "vitest";
import { toInstant } from "#lib/domain/time.ts";
import { createSeverityMemory } from "#lib/server/severity-memory.ts";

const [one, two, three] = [toInstant(1), toInstant(2), toInstant(3)];

it("recalls what was kept of a part at an instant, and nothing else", () => {
  const memory = createSeverityMemory({ mostParts: 10, mostInstants: 10 });
  memory.keep("a", one, "critical");
  expect(memory.recall("a", one)).toBe("critical");
  expect(memory.recall("a", two)).toBeUndefined();
  expect(memory.recall("b", one)).toBeUndefined();
});

it("forgets the instant kept first where there are too many", () => {
  const memory = createSeverityMemory({ mostParts: 10, mostInstants: 2 });
  for (const at of [one, two, three]) memory.keep("a", at, "none");
  expect([one, two, three].map((at) => memory.recall("a", at))).toEqual([undefined, "none", "none"]);
});

it("forgets the part that nobody has asked for the longest where there are too many", () => {
  const memory = createSeverityMemory({ mostParts: 2, mostInstants: 10 });
  memory.keep("a", one, "none");
  memory.keep("b", one, "none");
  memory.keep("a", two, "none");
  memory.keep("c", one, "none");
  expect(["a", "b", "c"].map((part) => memory.recall(part, one))).toEqual(["none", undefined, "none"]);
});
