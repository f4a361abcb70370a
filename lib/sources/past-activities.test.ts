import { describe, expect, it } from "vitest";
import type { ScalingActivity } from "#lib/domain/auto-scaling.ts";
import { toActivityPast } from "#lib/sources/past-activities.ts";
import { at } from "#lib/sources/testing/make-revision.ts";

const launch = "Launching a new EC2 instance: i-0b22bbbbbbbbbbbbb";
const reason = "Lifecycle Action with token … was abandoned: Heartbeat Timeout";

function tell(value: Partial<ScalingActivity>, readAt = "14:00") {
  const activity: ScalingActivity = {
    id: "a-1",
    group: "asg-prod-api",
    status: "Cancelled",
    description: `${launch}.  Status Reason: ${reason}`,
    cause: "At 2026-01-31T10:00:00Z …",
    statusMessage: reason,
    startTime: at("10:00"),
    endTime: at("11:00"),
    progress: 100,
    ...value,
  };
  const operation = "autoscaling:DescribeScalingActivities";
  const fact = { kind: "scaling-activity", entity: "a-1", value: activity, operation } as const;
  return { activity, revisions: toActivityPast(fact, at(readAt)) };
}

function toTimes({ revisions }: ReturnType<typeof tell>) {
  return revisions.map(({ since, until }) => [since, until]);
}

describe("the past of an activity", () => {
  it("went on without what only its end brought, and then was as it was read", () => {
    const { activity, revisions } = tell({});
    expect(revisions.map(({ value }) => value)).toEqual([
      {
        id: "a-1",
        group: "asg-prod-api",
        status: "InProgress",
        description: launch,
        cause: "At 2026-01-31T10:00:00Z …",
        startTime: at("10:00"),
      },
      activity,
    ]);
    expect(revisions[0]).toMatchObject({ source: "autoscaling-activities", entity: "a-1", origin: "aws" });
  });

  it.each<{ name: string; value: Partial<ScalingActivity>; readAt?: string; times: [string, string][] }>([
    {
      name: "until it was read",
      value: {},
      times: [
        ["10:00", "11:00"],
        ["11:00", "14:00"],
      ],
    },
    {
      name: "ends six hours after the activity: no reading tells of it longer",
      value: {},
      readAt: "18:00",
      times: [
        ["10:00", "11:00"],
        ["11:00", "17:00"],
      ],
    },
    {
      name: "is open where it ended after the first reading",
      value: {},
      readAt: "10:30",
      times: [["10:00", "10:30"]],
    },
    {
      name: "of one that goes on lasts until it was read",
      value: { status: "MidLifecycleAction", endTime: undefined },
      times: [["10:00", "14:00"]],
    },
    {
      name: "of one with a status that AWS added later is taken to go on",
      value: { status: "Reticulating", endTime: undefined },
      times: [["10:00", "14:00"]],
    },
    { name: "of one that ended without a time is not told", value: { endTime: undefined }, times: [] },
    { name: "of one that began later is none", value: {}, readAt: "10:00", times: [] },
    {
      name: "of one that seems to end before it starts has only the end",
      value: { endTime: at("09:59") },
      times: [["10:00", "14:00"]],
    },
  ])("$name", ({ value, readAt, times }) => {
    expect(toTimes(tell(value, readAt))).toEqual(times.map((pair) => pair.map(at)));
  });

  it("keeps a description that has no reason", () => {
    const { revisions } = tell({ description: "Terminating EC2 instance: i-0a11aaaaaaaaaaaaa" });
    expect(revisions[0]?.value).toMatchObject({
      description: "Terminating EC2 instance: i-0a11aaaaaaaaaaaaa",
    });
  });

  it("cuts the reason off a launch that never had an instance", () => {
    const { revisions } = tell({ description: "Launching a new EC2 instance.  Status Reason: no capacity" });
    expect(revisions[0]?.value).toMatchObject({ description: "Launching a new EC2 instance" });
  });
});
