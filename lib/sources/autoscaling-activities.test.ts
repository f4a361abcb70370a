import { describe, expect, it } from "vitest";
import type { ScalingActivity } from "#lib/domain/auto-scaling.ts";
import type { Fact } from "#lib/domain/fact.ts";
import { addMs, hourMs, secondMs } from "#lib/domain/time.ts";
import { autoscalingActivities } from "#lib/sources/autoscaling-activities.ts";
import { fakeReadAt } from "#lib/sources/testing/fake-call.ts";
import { makeGroupFact } from "#lib/sources/testing/make-facts.ts";
import { readAlone, valuesOf } from "#lib/sources/testing/read-alone.ts";

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
    expect(reading.facts.map(({ entity }) => entity)).toEqual(["a-1", "b"]);
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
    expect(Object.keys(valuesOf(reading, "scaling-activity"))).toHaveLength(10);
    expect(reading.truncated).toBe(truncated);
  });

  it.each([
    { pages: 50, truncated: false },
    { pages: 51, truncated: true },
  ])(
    "of $pages pages a deep reading reads at most fifty (truncated: $truncated)",
    async ({ pages, truncated }) => {
      const { reading, asked } = await readAlone(autoscalingActivities, {
        known: [group],
        since: addMs(fakeReadAt, -42 * 24 * hourMs),
        answers: Array.from({ length: 50 }, (_, index) => ({
          operation: describeActivities,
          input: {
            Filters: [{ Name: "StartTimeLowerBound", Values: ["2025-12-20T14:22:10Z"] }],
            NextToken: index === 0 ? undefined : `${index}`,
          },
          output: {
            Activities: [makeRow(`a-${index}`)],
            NextToken: index + 1 < pages ? `${index + 1}` : undefined,
          },
        })),
      });
      expect(asked).toHaveLength(50);
      expect(reading.truncated).toBe(truncated);
    },
  );

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

describe("after a complete reading", () => {
  const known = (id: string, hoursAgo: number, value: Partial<ScalingActivity> = {}): Fact => {
    const fact = makeKnown("Successful", hoursAgo);
    const description = `Terminating EC2 instance: ${idB}`;
    return { ...fact, entity: id, value: { ...(fact.value as ScalingActivity), id, description, ...value } };
  };
  /** That the group's activities were read. */
  const log: Fact = {
    kind: "activity-log",
    entity: "asg-prod-api",
    value: { group: "asg-prod-api" },
    operation: describeActivities,
  };
  const lastReadAt = addMs(fakeReadAt, -60 * secondMs);
  const sinceThen = [{ Name: "StartTimeLowerBound", Values: ["2026-01-31T14:11:10Z"] }];

  it("only what is new is asked for, and what ended earlier is stated and mentioned again", async () => {
    const { reading, mentions, asked } = await readAlone(autoscalingActivities, {
      known: [group, log, known("old", 2)],
      lastReadAt,
      answers: [
        {
          operation: describeActivities,
          input: { Filters: sinceThen },
          output: { Activities: [makeRow("new")] },
        },
      ],
    });
    expect(asked).toHaveLength(1);
    expect(Object.keys(valuesOf(reading, "scaling-activity")).sort()).toEqual(["new", "old"]);
    expect(reading.truncated).toBe(false);
    expect(mentions).toEqual([idB, idA]);
  });

  it("what AWS says again counts, not what it said earlier", async () => {
    const { reading } = await readAlone(autoscalingActivities, {
      known: [group, log, known("same", 2, { description: `Terminating EC2 instance: ${idA}` })],
      lastReadAt,
      answers: [
        {
          operation: describeActivities,
          output: { Activities: [makeRow("same", { StatusCode: "Failed" })] },
        },
      ],
    });
    expect(valuesOf(reading, "scaling-activity")).toMatchObject({ same: { status: "Failed" } });
  });

  it("nothing is stated again without an answer: AWS said nothing", async () => {
    const { reading } = await readAlone(autoscalingActivities, {
      known: [group, log, known("old", 2)],
      lastReadAt,
      answers: [{ operation: describeActivities, failure: { kind: "throttled", code: "Throttling" } }],
    });
    expect(reading).toMatchObject({ facts: [], failures: [{ kind: "throttled" }] });
  });

  it("an Auto Scaling group that was added since is asked about for six hours", async () => {
    const { asked } = await readAlone(autoscalingActivities, {
      known: [
        makeGroupFact({ autoScalingGroups: [{ name: "asg-prod-api" }, { name: "added" }] }),
        log,
        known("old", 2),
      ],
      lastReadAt,
      answers: [
        { operation: describeActivities, output: { Activities: [] } },
        { operation: describeActivities, output: { Activities: [] } },
      ],
    });
    const sixHours = [{ Name: "StartTimeLowerBound", Values: ["2026-01-31T08:22:10Z"] }];
    expect(asked.map(({ input }) => [input.AutoScalingGroupName, input.Filters])).toEqual([
      ["asg-prod-api", sinceThen],
      ["added", sixHours],
    ]);
  });
});
