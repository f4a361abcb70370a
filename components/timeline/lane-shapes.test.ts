import { describe, expect, it } from "vitest";
import { type Choice, toggleLane, toShapes } from "#components/timeline/lane-shapes.ts";
import type { Lane } from "#lib/report/schema.ts";

const calm: Lane = {
  instanceId: "i-calm",
  letter: "B",
  slot: 1,
  ghost: false,
  state: "InService",
  tone: "good",
  tracks: [],
  marks: [],
};
const other: Lane = { ...calm, instanceId: "i-other", letter: "C" };
const ghost: Lane = { ...calm, instanceId: "i-ghost", letter: "A", ghost: true, tone: "gone" };
const lanes = [ghost, calm, other];
const nothing: Choice = { selected: undefined, flipped: new Set() };

const listOpen = (choice: Choice) =>
  [...toShapes(lanes, choice)].filter(([, shape]) => shape === "open").map(([id]) => id);

describe("which lanes are open", () => {
  it("those in trouble by themselves, and the selected one", () => {
    expect(listOpen(nothing)).toEqual(["i-ghost"]);
    expect(listOpen({ ...nothing, selected: "i-calm" })).toEqual(["i-ghost", "i-calm"]);
  });
  it("opening a lane selects it and closes no other", () => {
    const first = toggleLane(lanes, nothing, calm);
    const second = toggleLane(lanes, first, other);
    expect(first.selected).toBe("i-calm");
    expect(second.selected).toBe("i-other");
    expect(listOpen(second)).toEqual(["i-ghost", "i-calm", "i-other"]);
  });
  it.each(lanes.map((lane) => [lane.instanceId, lane] as const))(
    "opening and closing %s, or the other way round, changes nothing",
    (_, lane) => {
      const twice = toggleLane(lanes, toggleLane(lanes, nothing, lane), lane);
      expect(listOpen(twice)).toEqual(listOpen(nothing));
    },
  );
  it("a lane in trouble can be closed, and one that is selected too", () => {
    expect(listOpen(toggleLane(lanes, nothing, ghost))).toEqual([]);
    expect(listOpen(toggleLane(lanes, { ...nothing, selected: "i-calm" }, calm))).toEqual(["i-ghost"]);
  });
  it("the choice is as short as it can be: what is selected needs no more", () => {
    expect(toggleLane(lanes, nothing, calm).flipped.size).toBe(0);
  });
});
