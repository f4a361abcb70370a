import { describe, expect, it } from "vitest";
import type { ScalingActivity } from "#lib/domain/auto-scaling.ts";
import { showActivities } from "#lib/sources/show-activities.ts";
import { at, makeRevision, type Seen } from "#lib/sources/testing/make-revision.ts";

const instanceId = "i-0b22bbbbbbbbbbbbb";

function makeActivity(
  value: Partial<ScalingActivity> = {},
  seen: Seen = { since: "14:10", lastSeen: "14:20" },
) {
  const activity: ScalingActivity = {
    id: "a-1",
    group: "asg-prod-api",
    status: "InProgress",
    description: `Launching a new EC2 instance: ${instanceId}`,
    startTime: at("14:00"),
    ...value,
  };
  return makeRevision("scaling-activity", { entity: activity.id, value: activity }, seen);
}

function show(...revisions: ReturnType<typeof makeActivity>[]) {
  const items = showActivities(revisions, at("14:20"));
  return {
    spans: items.filter((item) => item.kind === "span"),
    marks: items.filter((item) => item.kind === "mark"),
  };
}

describe("activities on the timeline", () => {
  it.each([
    [`Launching a new EC2 instance: ${instanceId}`, "launching", ["launch"]],
    [`Terminating EC2 instance: ${instanceId}`, "terminating", ["terminate"]],
    [`Detaching EC2 instance: ${instanceId}`, "detaching", ["detach"]],
    [`Moving EC2 instance to Standby: ${instanceId}`, "moving to standby", []],
    [`Moving EC2 instance out of Standby: ${instanceId}`, "moving out of standby", []],
    [`Juggling EC2 instance: ${instanceId}`, "activity", []],
  ])("%s: %s, marked %j", (description, state, labels) => {
    const { spans, marks } = show(makeActivity({ description }));
    expect(spans).toMatchObject([
      { instanceId, track: "activity", state, certainty: "exact", from: at("14:00") },
    ]);
    expect(marks.map(({ label, at: time }) => [label, time])).toEqual(
      labels.map((label) => [label, at("14:00")]),
    );
  });

  it("that no text explains show the text", () => {
    const { spans } = show(makeActivity({ description: `Juggling EC2 instance: ${instanceId}` }));
    expect(spans[0]?.detail).toBe(`InProgress: Juggling EC2 instance: ${instanceId}`);
  });

  it("that go on are open", () => {
    expect(show(makeActivity()).spans[0]).not.toHaveProperty("to");
  });

  it("are drawn once, by their last word", () => {
    const { spans } = show(
      makeActivity({}, { since: "14:05", lastSeen: "14:09", until: "14:10" }),
      makeActivity({ status: "Successful", endTime: at("14:09") }),
    );
    expect(spans).toMatchObject([{ to: at("14:09"), tone: "good", detail: "Successful" }]);
  });

  it.each([
    {
      name: "ended without a time: when first seen ended",
      value: { status: "Failed" },
      seen: undefined,
      to: "14:10",
    },
    {
      name: "not named any more while it went on: when last seen",
      value: {},
      seen: { since: "14:05", lastSeen: "14:09", until: "14:10" },
      to: "14:09",
    },
    {
      name: "ending before it starts: at once",
      value: { endTime: at("13:59") },
      seen: undefined,
      to: "14:00",
    },
  ])("$name", ({ value, seen, to }) => {
    expect(show(makeActivity(value, seen)).spans[0]).toMatchObject({ to: at(to) });
  });

  it("that were abandoned are marked so, when it happened and why", () => {
    const statusMessage =
      "Instance failed to complete user's Lifecycle Action: Lifecycle Action with token 11111111-2222-3333-4444-555555555555 was abandoned: Heartbeat Timeout";
    const { spans, marks } = show(
      makeActivity({ status: "Cancelled", statusMessage, endTime: at("14:10"), cause: "At … desired" }),
    );
    expect(spans).toMatchObject([{ tone: "bad", detail: `Cancelled: ${statusMessage}` }]);
    expect(marks).toMatchObject([
      { label: "launch", at: at("14:00"), detail: "At … desired" },
      { label: "abandoned", at: at("14:10"), tone: "bad", detail: statusMessage },
    ]);
  });

  it("that were cancelled for another reason are not marked abandoned", () => {
    const { marks } = show(
      makeActivity({ status: "Cancelled", statusMessage: "by request", endTime: at("14:10") }),
    );
    expect(marks.map(({ label }) => label)).toEqual(["launch"]);
  });

  it("without an instance have no lane", () => {
    const { spans, marks } = show(
      makeActivity({ description: "Launching a new EC2 instance.  Status Reason: no capacity" }),
    );
    expect([...spans, ...marks]).toEqual([]);
  });

  it("that AWS told of afterwards are drawn once, beside what was read of them", () => {
    const successful = { status: "Successful", endTime: at("14:09") } as const;
    const filled = makeActivity({}, { since: "14:00", lastSeen: "14:09", until: "14:09", origin: "aws" });
    const filledEnd = makeActivity(successful, {
      since: "14:09",
      lastSeen: "14:10",
      until: "14:10",
      origin: "aws",
    });
    const read = makeActivity(successful);
    expect(show(filled, filledEnd, read)).toEqual(show(read));
    expect(show(filled, filledEnd)).toEqual(show(read));
    expect(show(makeActivity({}, { since: "14:00", lastSeen: "14:08", origin: "aws" })).spans).toMatchObject([
      { from: at("14:00"), certainty: "exact", tone: "busy" },
    ]);
  });
});
