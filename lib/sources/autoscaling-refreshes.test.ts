import { describe, expect, it } from "vitest";
import { toInstant } from "#lib/domain/time.ts";
import { autoscalingRefreshes } from "#lib/sources/autoscaling-refreshes.ts";
import { makeGroupFact } from "#lib/sources/testing/make-facts.ts";
import { readAlone, valuesOf } from "#lib/sources/testing/read-alone.ts";

const operation = "autoscaling:DescribeInstanceRefreshes";
const known = [makeGroupFact({ autoScalingGroups: [{ name: "a" }] })];
const input = { AutoScalingGroupName: "a", MaxRecords: 100 };
const row = { InstanceRefreshId: "r1", AutoScalingGroupName: "a", Status: "InProgress" };

describe("instance refreshes", () => {
  it("are read to the last page", async () => {
    const { reading } = await readAlone(autoscalingRefreshes, {
      known,
      answers: [
        {
          operation,
          input,
          output: {
            InstanceRefreshes: [
              {
                ...row,
                Status: "Cancelled",
                StatusReason: "Cancelled due to user request.",
                StartTime: new Date(1_000),
                EndTime: new Date(2_000),
                PercentageComplete: 50,
              },
            ],
            NextToken: "more",
          },
        },
        {
          operation,
          input: { ...input, NextToken: "more" },
          output: { InstanceRefreshes: [{ ...row, InstanceRefreshId: "r2", Status: "Simmering" }] },
        },
      ],
    });
    expect(valuesOf(reading, "instance-refresh")).toEqual({
      r1: {
        id: "r1",
        group: "a",
        status: "Cancelled",
        statusReason: "Cancelled due to user request.",
        startTime: toInstant(1_000),
        endTime: toInstant(2_000),
      },
      r2: { id: "r2", group: "a", status: "Simmering" },
    });
    expect(reading.truncated).toBe(false);
  });

  it("a bad row is dropped, and the others stand", async () => {
    const { reading } = await readAlone(autoscalingRefreshes, {
      known,
      answers: [{ operation, input, output: { InstanceRefreshes: [{ ...row, Status: 7 }, row] } }],
    });
    expect(Object.keys(valuesOf(reading, "instance-refresh"))).toEqual(["r1"]);
    expect(reading.dropped[0]).toContain("InstanceRefreshes[0]: Status");
  });

  it("a denied call is told, and states nothing", async () => {
    const failure = { kind: "denied", code: "AccessDenied" } as const;
    const { reading } = await readAlone(autoscalingRefreshes, {
      known,
      answers: [{ operation, input, failure }],
    });
    expect(reading.failures).toMatchObject([failure]);
    expect(reading.facts).toEqual([]);
  });

  it("cost no call without an Auto Scaling group", async () => {
    const { asked } = await readAlone(autoscalingRefreshes, { known: [makeGroupFact()], answers: [] });
    expect(asked).toEqual([]);
  });
});
