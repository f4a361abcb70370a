import { expect, it } from "vitest";
import { growHeat, startHeat, toHeatRuns } from "#components/timeline/paint/heat.ts";
import type { Item, Plan, Row } from "#components/timeline/plan/plan.ts";

const band: Row = { key: "row", label: "", top: 0, height: 20, kind: "band" };

function makePlan(items: readonly Item[]): Plan {
  return {
    limits: { from: 0, to: 1_000_000 },
    now: 900_000,
    ends: "now",
    bands: [],
    bandsHeight: 0,
    rows: [band],
    rowsHeight: 20,
    itemsOf: () => items,
    linesOf: () => [],
    deadlines: [],
    waits: [],
    recordedFrom: undefined,
  };
}

it("what is bad for a moment shows through hours of what is good", () => {
  const good = {
    key: "a",
    text: "",
    tone: "good",
    kind: "event",
    open: false,
    from: 0,
    to: 900_000,
  } as const;
  const bad = { ...good, key: "b", tone: "bad", from: 500_000, to: 500_001 } as const;
  const heat = growHeat(startHeat(100, 1), makePlan([bad, good]));
  expect(toHeatRuns(heat).get("bad")).toEqual([{ strip: 0, from: 50, to: 51 }]);
  expect(heat.rowsDone).toBe(1);
});

it("a ghost covers everything else in its strip", () => {
  const ghost = { key: "g", text: "", tone: "gone", kind: "ghost", from: 0, to: 1_000_000 } as const;
  const bad = {
    key: "b",
    text: "",
    tone: "bad",
    kind: "event",
    open: false,
    from: 0,
    to: 1_000_000,
  } as const;
  const runs = toHeatRuns(growHeat(startHeat(10, 1), makePlan([ghost, bad])));
  expect(runs.get("ghost")).toEqual([{ strip: 0, from: 0, to: 10 }]);
  expect(runs.get("bad")).toEqual([]);
});
