import { describe, expect, it } from "vitest";
import { isCalm, sortLanes, takeLanes } from "#components/timeline/lane-order.ts";
import type { Lane } from "#lib/report/schema.ts";

function makeLane(letter: string, change: Partial<Lane> = {}): Lane {
  const base = {
    instanceId: `i-${letter}`,
    letter,
    slot: 0,
    ghost: false,
    state: "InService",
    tone: "good",
  } as const;
  return { ...base, tracks: [], marks: [], ...change };
}

describe("a lane is calm", () => {
  it.each([
    ["good", true],
    ["idle", true],
    ["gone", true],
    ["busy", false],
    ["waiting", false],
    ["bad", false],
    ["unknown", false],
  ] as const)("when %s: %s", (tone, calm) => {
    expect(isCalm(makeLane("A", { tone }))).toBe(calm);
  });
  it("never when it is a ghost", () => {
    expect(isCalm(makeLane("A", { ghost: true, tone: "gone" }))).toBe(false);
  });
});

it("ghosts come first, then trouble, then the healthy, then the gone; slots keep their order", () => {
  const lanes = [
    makeLane("B", { tone: "gone", slot: 1 }),
    makeLane("D", { slot: 3 }),
    makeLane("AA", { tone: "waiting", slot: 2 }),
    makeLane("Z", { tone: "waiting", slot: 2 }),
    makeLane("A", { ghost: true, tone: "gone", slot: 9 }),
  ];
  expect(sortLanes(lanes).map((lane) => lane.letter)).toEqual(["A", "Z", "AA", "D", "B"]);
});

it("the selected lane is shown even beyond the limit", () => {
  const lanes = ["A", "B", "C", "D"].map((letter) => makeLane(letter));
  expect(takeLanes(lanes, 2, "i-D").map((lane) => lane.letter)).toEqual(["A", "B", "D"]);
  expect(takeLanes(lanes, 2, undefined).map((lane) => lane.letter)).toEqual(["A", "B"]);
});
