import { describe, expect, it } from "vitest";
import type { ScalingActivity } from "#lib/domain/auto-scaling.ts";
import type { Fact } from "#lib/domain/fact.ts";
import { addMs, hourMs, secondMs } from "#lib/domain/time.ts";
import { autoscalingActivities } from "#lib/sources/autoscaling-activities.ts";
import { fakeReadAt } from "#lib/sources/fake-call.ts";
import { makeGroupFact } from "#lib/sources/make-facts.ts";
import { readAlone, valuesOf } from "#lib/sources/read-alone.ts";

const describeActivities = "autoscaling:DescribeScalingActivities";
const idA = "i-0a11aaaaaaaaaaaaa";
const idB = "i-0b22bbbbbbbbbbbbb";
const group = makeGroupFact({ autoScalingGroups: [{ name: "asg-prod-api" }] });

function makeRow(ActivityId: string, rest: object = {}): object {
  return {
    ActivityId,
    AutoScalingGroupName: "asg-prod-api",
    StatusCode: "InProgress",
    Description: `Terminating EC2 instance: ${idA}`,
    StartTime: new Date(fakeReadAt - hourMs),
    ...rest,
  };
}

async function readActivities(rows: readonly object[]) {
  return await readAlone(autoscalingActivities, {
    known: [group],
    answers: [{ operation: describeActivities, output: { Activities: rows } }],
  });
}

function makeKnown(status: string, hoursAgo: number): Fact {
  const value: ScalingActivity = {
    id: "old",
    group: "asg-prod-api",
    status,
    description: "",
    startTime: addMs(fakeReadAt, -hoursAgo * hourMs),
  };
  return { kind: "scaling-activity", entity: "old", value, operation: describeActivities };
}

describe("scaling activities", () => {
  it("are read whole", async () => {
    const { reading } = await readActivities([
      makeRow("a-1", {
        StatusCode: "Cancelled",
        Cause: "At 2026-01-31T13:00:00Z …",
        StatusMessage: "was abandoned",
        EndTime: new Date(fakeReadAt),
        Progress: 100,
      }),
    ]);
    expect(valuesOf(reading, "scaling-activity")).toEqual({
      "a-1": {
        id: "a-1",
        group: "asg-prod-api",
        status: "Cancelled",
        description: `Terminating EC2 instance: ${idA}`,
        cause: "At 2026-01-31T13:00:00Z …",
        statusMessage: "was abandoned",
        startTime: fakeReadAt - hourMs,
        endTime: fakeReadAt,
        progress: 100,
      },
    });
  });

  it.each([
    { name: "six hours", known: [], since: "2026-01-31T08:22:10Z" },
    {
      name: "an older one that was still going on",
      known: [makeKnown("InProgress", 30)],
      since: "2026-01-30T08:22:10Z",
    },
    {
      name: "six hours where the older one had ended",
      known: [makeKnown("Successful", 30)],
      since: "2026-01-31T08:22:10Z",
    },
    {
      name: "six hours where the open one is younger",
      known: [makeKnown("InProgress", 1)],
      since: "2026-01-31T08:22:10Z",
    },
  ])("are asked for back to $name", async ({ known, since }) => {
    const { asked } = await readAlone(autoscalingActivities, {
      known: [group, ...known],
      answers: [{ operation: describeActivities, output: { Activities: [] } }],
    });
    expect(asked[0]?.input).toMatchObject({
      AutoScalingGroupName: "asg-prod-api",
      Filters: [{ Name: "StartTimeLowerBound", Values: [since] }],
    });
  });

  it("are read per group: one that is denied leaves the other", async () => {
    const { reading } = await readAlone(autoscalingActivities, {
      known: [makeGroupFact({ autoScalingGroups: [{ name: "a" }, { name: "b" }] })],
      answers: [
        {
          operation: describeActivities,
          input: { AutoScalingGroupName: "a" },
          failure: { kind: "throttled", code: "Throttling" },
        },
        {
          operation: describeActivities,
          input: { AutoScalingGroupName: "b" },
          output: { Activities: [makeRow("a-1", { AutoScalingGroupName: "b" })] },
        },
      ],
    });
    expect(reading.facts).toHaveLength(1);
    expect(reading.failures).toMatchObject([{ kind: "throttled" }]);
  });

  it.each([
    { pages: 10, truncated: false },
    { pages: 11, truncated: true },
  ])("of $pages pages at most ten are read (truncated: $truncated)", async ({ pages, truncated }) => {
    const { reading } = await readAlone(autoscalingActivities, {
      known: [group],
      answers: Array.from({ length: 10 }, (_, index) => ({
        operation: describeActivities,
        input: { NextToken: index === 0 ? undefined : `${index}` },
        output: {
          Activities: [makeRow(`a-${index}`)],
          NextToken: index + 1 < pages ? `${index + 1}` : undefined,
        },
      })),
    });
    expect(reading.facts).toHaveLength(10);
    expect(reading.truncated).toBe(truncated);
  });

  it.each([
    { name: "an open one", row: {}, mentions: [idA] },
    {
      name: "one that ended six hours ago",
      row: { EndTime: new Date(fakeReadAt - 6 * hourMs) },
      mentions: [idA],
    },
    {
      name: "one that ended before",
      row: { EndTime: new Date(fakeReadAt - 6 * hourMs - secondMs) },
      mentions: [],
    },
    {
      name: "a launch that failed without an instance",
      row: { Description: "Launching a new EC2 instance.  Status Reason: no capacity" },
      mentions: [],
    },
    { name: "one without a description", row: { Description: undefined }, mentions: [] },
    {
      name: "the instance a description names, not one in its reason",
      row: { Description: `Launching a new EC2 instance: ${idB}.  Status Reason: like ${idA}` },
      mentions: [idB],
    },
  ])("mention the instance of $name: $mentions", async ({ row, mentions }) => {
    const read = await readActivities([makeRow("a-1", row)]);
    expect(read.mentions).toEqual(mentions);
  });

  it("a row without a start is dropped, one with an unknown status is kept", async () => {
    const { reading } = await readActivities([
      makeRow("a-1", { StartTime: undefined }),
      makeRow("a-2", { StatusCode: "WaitingForGodot" }),
    ]);
    expect(valuesOf(reading, "scaling-activity")).toMatchObject({ "a-2": { status: "WaitingForGodot" } });
    expect(reading.dropped[0]).toContain("Activities[0]: StartTime");
  });
});
