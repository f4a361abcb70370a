import { describe, expect, it } from "vitest";
import { toEventColumns } from "#components/deployment/event-columns.ts";
import type { TargetView } from "#lib/report/schema.ts";

function makeTarget(...names: string[]): TargetView {
  const blank = {
    status: "Pending",
    tone: "idle",
    start: null,
    end: null,
    errorCode: null,
    scriptName: null,
  } as const;
  const events = names.map((name) => ({ ...blank, name, message: null, logTail: null }));
  return {
    instanceId: "i-1",
    status: "Pending",
    tone: "idle",
    gone: false,
    label: null,
    updatedAt: null,
    events,
  };
}

describe("the event columns", () => {
  it.each([
    [[], []],
    [
      [
        ["A", "B"],
        ["A", "B"],
      ],
      ["A", "B"],
    ],
    [
      [
        ["A", "C"],
        ["A", "B", "C"],
      ],
      ["A", "B", "C"],
    ],
    [
      [["B"], ["A", "B"]],
      ["A", "B"],
    ],
    [
      [["A"], ["X", "Y"]],
      ["X", "Y", "A"],
    ],
    [
      [[], ["A", "B"]],
      ["A", "B"],
    ],
  ])("of %j are %j", (targets, columns) => {
    expect(toEventColumns(targets.map((names) => makeTarget(...names)))).toEqual(columns);
  });
});
