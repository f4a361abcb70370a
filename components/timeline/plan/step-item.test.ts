import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildPlan } from "#components/timeline/plan/build-plan.ts";
import { nextChange, previousChange } from "#components/timeline/plan/changes.ts";
import { findRowAt } from "#components/timeline/plan/find-item.ts";
import { sortLanes } from "#components/timeline/plan/lane-order.ts";
import { stepItem } from "#components/timeline/plan/step-item.ts";
import {
  at,
  iso,
  makeLane,
  makeReport,
  makeSpan,
  makeTrack,
} from "#components/timeline/plan/testing/make-report.ts";
import type { Lane } from "#lib/report/schema.ts";

const lane = fc
  .array(fc.integer({ min: 0, max: 5 }), { maxLength: 3 })
  .map((counts) =>
    counts.map((count, index) =>
      makeTrack(`t${index}`, ...Array.from({ length: count }, (_, n) => makeSpan(n * 10, n * 10 + 5))),
    ),
  );

function toPlan(lanes: readonly Lane[]) {
  return buildPlan({ report: makeReport({ lanes: [...lanes] }), lanes, shapeOf: () => "open" });
}

it("arrow keys reach every item", () => {
  fc.assert(
    fc.property(fc.array(lane, { maxLength: 4 }), (tracks) => {
      const plan = toPlan(tracks.map((one, index) => makeLane(`${index}`, { tracks: one })));
      const seen = plan.limits;
      const visited = new Set<string>();
      let line = stepItem(plan, undefined, { step: "down", seen });
      while (line !== undefined) {
        let place = stepItem(plan, line, { step: "home", seen });
        while (place !== undefined) {
          visited.add(`${place.rowKey} ${place.itemKey}`);
          place = stepItem(plan, place, { step: "right", seen });
        }
        line = stepItem(plan, line, { step: "down", seen });
      }
      expect(visited.size).toBe(plan.rows.reduce((sum, row) => sum + plan.itemsOf(row).length, 0));
    }),
  );
});

const one = makeLane("A", {
  tracks: [
    makeTrack(
      "ec2",
      makeSpan(10, 20, { state: "pending" }),
      makeSpan(25, null, { state: "running", fromEarliest: iso(20) }),
    ),
  ],
});

describe("changes", () => {
  const plan = toPlan([one, makeLane("B", { tracks: [makeTrack("ec2", makeSpan(-5, 15))] })]);
  it.each([
    [9, undefined, 10],
    [10, undefined, 15],
    [15, 10, 20],
    [25, 20, undefined],
  ])("around minute %i are at %s and %s", (minute, before, after) => {
    const toAt = (minutes: number | undefined) => (minutes === undefined ? undefined : at(minutes));
    expect(previousChange(plan, at(minute))).toBe(toAt(before));
    expect(nextChange(plan, at(minute))).toBe(toAt(after));
  });
  it.each([
    [-1, undefined],
    [0, "lane i-A"],
    [23, "lane i-A"],
    [24, "track i-A ec2"],
    [87, "track i-B ec2"],
    [88, undefined],
  ])("the row at %i px is %s", (y, key) => {
    expect(findRowAt(plan, "lanes", y)?.key).toBe(key);
  });
});

it("lanes that took each other's place stand together, where the worst of them belongs", () => {
  const lanes = [
    makeLane("A", { slot: 0 }),
    makeLane("B", { slot: 1, tone: "gone" }),
    makeLane("C", { slot: 1, tone: "waiting" }),
    makeLane("D", { slot: 2, tone: "gone", ghost: true }),
    makeLane("E", { slot: 3, tone: "gone" }),
  ];
  expect(sortLanes([...lanes].reverse()).map(({ letter }) => letter)).toEqual(["D", "B", "C", "A", "E"]);
});
