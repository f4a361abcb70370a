import { describe, expect, it } from "vitest";
import { buildPlan } from "#components/timeline/plan/build-plan.ts";
import type { Plan } from "#components/timeline/plan/plan.ts";
import {
  at,
  iso,
  makeDeployment,
  makeLane,
  makeMark,
  makeReport,
  makeSpan,
  makeTrack,
} from "#components/timeline/plan/testing/make-report.ts";
import type { Lane, Report } from "#lib/report/schema.ts";

function plan(lanes: readonly Lane[], change: Partial<Report> = {}, shape: "open" | "line" = "open"): Plan {
  return buildPlan({ report: makeReport({ lanes: [...lanes], ...change }), lanes, shapeOf: () => shape });
}

function show(made: Plan, rowKey: string): readonly string[] {
  const row = [...made.bands, ...made.rows].find(({ key }) => key === rowKey);
  if (row === undefined) throw new Error(`no row ${rowKey}`);
  const minutes = (instant: number) => Math.round((instant - at(0)) / 60_000);
  return made
    .itemsOf(row)
    .map((item) => `${item.kind} ${item.text} ${minutes(item.from)}-${minutes(item.to)}`);
}

const ghost = makeLane("A", {
  ghost: true,
  tone: "gone",
  tracks: [
    makeTrack(
      "ec2",
      makeSpan(-30, 20, { state: "running" }),
      makeSpan(20, null, { state: "terminated", tone: "gone" }),
    ),
    makeTrack("auto-scaling", makeSpan(-30, null)),
  ],
  marks: [makeMark(20, "terminated", "gone")],
});

describe("a ghost", () => {
  it("is an outline on its EC2 track from its end to now", () => {
    expect(show(plan([ghost]), "track i-A ec2")).toEqual([
      "span running -30-20",
      "ghost GONE, still referred to 20-60",
    ]);
  });
  it("has the outline where EC2 no longer speaks of it", () => {
    const forgotten = { ...ghost, tracks: [makeTrack("auto-scaling", makeSpan(-30, null))] };
    expect(show(plan([forgotten]), "track i-A ec2")).toEqual(["ghost GONE, still referred to 0-60"]);
  });
  it("stands out in a single line too", () => {
    expect(show(plan([ghost], {}, "line"), "lane i-A")).toEqual([
      "span InService -30-20",
      "ghost GONE, still referred to 20-60",
    ]);
  });
  it("is no ghost if nothing refers to it", () => {
    expect(show(plan([{ ...ghost, ghost: false }]), "track i-A ec2")).toContain("span terminated 20-60");
  });
  it("is where the line from a waiting deployment ends", () => {
    const deployments = [makeDeployment("d-1", { waitsForGhosts: ["i-A"] })];
    expect(plan([ghost], { deployments }).waits).toEqual([
      {
        deploymentId: "d-1",
        instanceId: "i-A",
        bandKey: "band deployments 1",
        rowKey: "track i-A ec2",
        since: at(10),
      },
    ]);
    expect(plan([ghost], { deployments }, "line").waits[0]?.rowKey).toBe("lane i-A");
    expect(plan([], { deployments }).waits).toEqual([]);
    const ended = [makeDeployment("d-1", { waitsForGhosts: ["i-A"], open: false })];
    expect(plan([ghost], { deployments: ended }).waits).toEqual([]);
  });
});

describe("a lane in one line", () => {
  it("says the worst of all services at every moment, and never covers what was not read", () => {
    const lane = makeLane("B", {
      tracks: [
        makeTrack("ec2", makeSpan(0, null, { state: "running" })),
        makeTrack("auto-scaling", makeSpan(5, null)),
        makeTrack(
          "target:x",
          makeSpan(10, 20, { state: "unhealthy", tone: "bad" }),
          makeSpan(20, 30, { certainty: "unknown" }),
        ),
        makeTrack("deployment:d", makeSpan(40, 40, { state: "Install", tone: "bad" })),
      ],
    });
    expect(show(plan([lane], {}, "line"), "lane i-B")).toEqual([
      "span running 0-5",
      "span InService 5-10",
      "span unhealthy 10-20",
      "span not read 20-30",
      "span InService 30-60",
      "span Install 40-40",
    ]);
  });
});

describe("rows", () => {
  it("stand below each other without holes", () => {
    const { rows, rowsHeight } = plan([ghost, makeLane("B")]);
    expect(rows.map(({ key, top, height }) => [key, top, height])).toEqual([
      ["lane i-A", 0, 24],
      ["track i-A ec2", 24, 20],
      ["track i-A auto-scaling", 44, 20],
      ["lane i-B", 64, 24],
    ]);
    expect(rowsHeight).toBe(88);
  });
  it("are empty for no lane", () => {
    expect(plan([]).rowsHeight).toBe(0);
  });
  it("make their items once", () => {
    const made = plan([ghost]);
    const row = made.rows[1];
    if (row === undefined) throw new Error("no row");
    expect(made.itemsOf(row)).toBe(made.itemsOf(row));
    expect(
      made.linesOf(
        row,
        made.itemsOf(row)[0] ?? { key: "", kind: "blind", from: 0, to: 0, tone: "bad", text: "" },
      ),
    ).toEqual([
      "ec2: running",
      "11:30:00 to 12:20:00 UTC, 50 min",
      "times given by AWS",
      "source: source-ec2",
    ]);
  });
});

describe("deployments", () => {
  const make = (from: number, to: number, id = `d-${from}-${to}`) =>
    makeDeployment(id, { createdAt: iso(from), completedAt: iso(to), open: false, status: "Succeeded" });
  it("share a row where one begins as the other ends", () => {
    const made = plan([], { deployments: [make(10, 20), make(20, 30)] });
    expect(made.bands.map(({ key }) => key)).toEqual(["band deployments 1"]);
  });
  it("beyond three at once share a last row as one block; what waits for a ghost keeps its own", () => {
    const deployments = [make(1, 50), make(2, 50), make(3, 50), make(4, 50), make(5, 50)];
    const waiting = makeDeployment("d-w", { createdAt: iso(6), waitsForGhosts: ["i-A"] });
    const made = plan([ghost], { deployments: [...deployments, waiting] });
    expect(show(made, "band deployments 1")).toEqual(["deployment d-w waits for A 6-60"]);
    expect(show(made, "band deployments 4")).toEqual(["many 3 deployments 3-50"]);
    expect(made.waits[0]?.bandKey).toBe("band deployments 1");
  });
  it("without any time, or outside the window, are not drawn", () => {
    const nowhere = makeDeployment("d-n", { createdAt: null });
    expect(plan([], { deployments: [nowhere, make(-20, -1)] }).bands).toEqual([]);
  });
});
