import { describe, expect, it } from "vitest";
import { diffValues } from "#lib/report/diff-values.ts";
import type { Json } from "#lib/report/to-json.ts";

const field = (path: string, before: Json, after: Json) => ({ path, before, after });

describe("what differs between two values", () => {
  it.each<[string, Json, Json, readonly object[]]>([
    ["nothing, where they are equal", { a: [1, { b: "x" }] }, { a: [1, { b: "x" }] }, []],
    ["nothing, where only the order of members differs", { a: 1, b: 2 }, { b: 2, a: 1 }, []],
    [
      "a member",
      { state: "running", zone: "a" },
      { state: "terminated", zone: "a" },
      [field("state", "running", "terminated")],
    ],
    ["a member that came", {}, { reason: "x" }, [field("reason", null, "x")]],
    ["a member that went", { reason: "x" }, {}, [field("reason", "x", null)]],
    ["a deep member", { a: { b: { c: 1 } } }, { a: { b: { c: 2 } } }, [field("a.b.c", 1, 2)]],
    [
      "a name that is no word",
      { tags: { "aws:x.y": "1" } },
      { tags: { "aws:x.y": "2" } },
      [field('tags["aws:x.y"]', "1", "2")],
    ],
    [
      "a tag called like what every object has",
      { tags: {} },
      { tags: { constructor: "1" } },
      [field("tags.constructor", null, "1")],
    ],
    [
      "one more id in front is one change",
      { ids: ["b", "c"] },
      { ids: ["a", "b", "c"] },
      [field("ids[a]", null, "a")],
    ],
    [
      "an item is found by its name",
      {
        events: [
          { name: "Start", status: "Pending" },
          { name: "End", status: "Pending" },
        ],
      },
      {
        events: [
          { name: "End", status: "Pending" },
          { name: "Start", status: "Failed" },
        ],
      },
      [field("events[Start].status", "Pending", "Failed")],
    ],
    [
      "items that nothing tells apart go by place",
      { rules: [{ v: 1 }, { v: 2 }] },
      { rules: [{ v: 1 }, { v: 3 }] },
      [field("rules[1].v", 2, 3)],
    ],
    ["equal items go by place", { rules: ["a", "a"] }, { rules: ["a"] }, [field("rules[1]", "a", null)]],
    [
      "another order alone",
      { ids: ["a", "b"] },
      { ids: ["b", "a"] },
      [field("ids (order)", ["a", "b"], ["b", "a"])],
    ],
    ["another type is told whole", { value: { a: 1 } }, { value: [1] }, [field("value", { a: 1 }, [1])]],
    ["false is not absent", { on: false }, {}, [field("on", false, null)]],
    ["a text of its own has no path", "a", "b", [field("", "a", "b")]],
  ])("%s", (_, before, after, fields) => {
    expect(diffValues(before, after)).toEqual(fields);
  });
});
