import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ScalingActivity } from "#lib/domain/auto-scaling.ts";
import { addMs, hourMs, type Instant, minuteMs, toInstant } from "#lib/domain/time.ts";
import { buildLaps, buildLoops, type LoopFacts } from "#lib/timeline/laps.ts";

const start = toInstant(Date.UTC(2026, 0, 31, 12, 0, 0));
const at = (minutes: number): Instant => addMs(start, minutes * minuteMs);
const toId = (n: number): string => `i-${n.toString(16).padStart(17, "0")}`;

type LaunchInit = {
  readonly n: number;
  readonly from: number;
  readonly length: number;
  readonly group: string;
  readonly status: string;
  readonly statusMessage: string | undefined;
};

const launch = fc.record({
  n: fc.integer({ min: 1, max: 999 }),
  from: fc.integer({ min: 0, max: 300 }),
  length: fc.integer({ min: 0, max: 40 }),
  group: fc.constantFrom("asg-1", "asg-2"),
  status: fc.constantFrom("Cancelled", "Cancelled", "Successful", "Failed", "Brewing"),
  statusMessage: fc.constantFrom(
    "was abandoned: Lifecycle Action Completed with ABANDON Result",
    "was abandoned: Heartbeat Timeout",
    "was abandoned",
    undefined,
  ),
});
const launches = fc.uniqueArray(launch, { selector: ({ n }) => n, maxLength: 25 });

function toFacts(inits: readonly LaunchInit[]): LoopFacts {
  return {
    activities: inits.map(toActivity),
    deployments: inits.map(({ n, from, status }) => ({
      id: `d-${n}`,
      status: status === "Failed" ? "Failed" : "Stopped",
      creator: "autoscaling",
      createTime: at(from),
    })),
    targets: inits.map(({ n }) => ({
      deploymentId: `d-${n}`,
      targetId: toId(n),
      status: "Pending",
      events: [],
    })),
    now: at(310),
    windowMs: 24 * hourMs,
  };
}

function toActivity({ n, from, length, ...value }: LaunchInit): ScalingActivity {
  return {
    id: `activity-${n}`,
    description: `Launching a new EC2 instance: ${toId(n)}`,
    startTime: at(from),
    endTime: at(from + length),
    ...value,
  };
}

function toShuffled<Row>(rows: readonly Row[], order: Iterator<number>): readonly Row[] {
  return rows
    .map((row) => ({ row, key: Number(order.next().value) }))
    .sort((a, b) => a.key - b.key)
    .map(({ row }) => row);
}

describe("laps of any launches", () => {
  it("do not depend on the order of the inputs, and are sorted by their start", () => {
    fc.assert(
      fc.property(launches, fc.infiniteStream(fc.nat()), (inits, order) => {
        const facts = toFacts(inits);
        const laps = buildLaps(facts);
        expect(laps).toEqual([...laps].sort((a, b) => a.from - b.from));
        expect(
          buildLaps({
            ...facts,
            activities: toShuffled(facts.activities, order),
            deployments: toShuffled(facts.deployments, order),
            targets: toShuffled(facts.targets, order),
          }),
        ).toEqual(laps);
      }),
    );
  });

  it("are numbered from one without a gap, at least two in a loop, each in one Auto Scaling group", () => {
    fc.assert(
      fc.property(launches, (inits) => {
        for (const { laps, autoScalingGroup } of buildLoops(toFacts(inits))) {
          expect(laps.map((lap) => lap.number)).toEqual(laps.map((_lap, index) => index + 1));
          expect(laps.length).toBeGreaterThan(1);
          expect(new Set(laps.map((lap) => lap.autoScalingGroup))).toEqual(new Set([autoScalingGroup]));
        }
      }),
    );
  });

  it("do not overlap within a loop by more than a clock's slack, and only the last may be running", () => {
    fc.assert(
      fc.property(launches, (inits) => {
        for (const { laps } of buildLoops(toFacts(inits))) {
          for (const [index, lap] of laps.entries()) {
            const next = laps[index + 1];
            if (next === undefined) continue;
            expect(lap.endedBy).toBeDefined();
            expect(lap.to).toBeLessThanOrEqual(next.from + minuteMs);
            expect(lap.from).toBeLessThan(next.from);
          }
        }
      }),
    );
  });

  it("belong to one launch each: no instance is in two laps", () => {
    fc.assert(
      fc.property(launches, (inits) => {
        const ids = buildLaps(toFacts(inits)).map((lap) => lap.instanceId);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it("are found where launches fail one after the other, so that the claims above are about something", () => {
    const rows = Array.from({ length: 6 }, (_row, n) => ({
      n: n + 1,
      from: n * 12,
      length: 10,
      group: "asg-1",
      status: "Cancelled",
      statusMessage: "was abandoned",
    }));
    expect(buildLaps(toFacts(rows)).map((lap) => lap.number)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
