import { describe, expect, it } from "vitest";
import { findPinned } from "#components/pinned/pinned-item.ts";
import type { Lane } from "#lib/report/schema.ts";

const span = (state: string, from: string, to: string | null) =>
  ({
    state,
    from: `2026-11-23T${from}.000Z`,
    to: to && `2026-11-23T${to}.000Z`,
    tone: "good",
    certainty: "exact",
  }) as const;
const lane: Lane = {
  instanceId: "i-1",
  letter: "A",
  slot: 0,
  ghost: false,
  state: "running",
  tone: "good",
  tracks: [
    {
      source: "ec2-instances",
      track: "ec2",
      label: "EC2",
      spans: [span("pending", "14:00:00", "14:01:00"), span("running", "14:01:00", null)],
    },
  ],
  marks: [
    { at: "2026-11-23T14:00:30.000Z", label: "launched", tone: "good", source: "s", track: "activity" },
  ],
};
const report = { at: "2026-11-23T14:20:00.000Z", lanes: [lane], sources: [] };
const find = (clock: string, itemKey: string, track = "ec2") =>
  findPinned(report, { instanceId: "i-1", track, at: Date.parse(`2026-11-23T${clock}.000Z`), itemKey });

describe("what a pin holds", () => {
  it.each([
    ["the item with its key", "14:00:30", "2026-11-23T14:01:00.000Z running exact", "running"],
    ["else what stands there at that moment", "14:00:30", "no longer drawn", "pending"],
    ["the later of two that meet", "14:01:00", "no longer drawn", "running"],
    ["nothing before the first", "13:59:59", "no longer drawn", undefined],
  ])("%s", (_, clock, itemKey, state) => {
    expect(find(clock, itemKey)).toMatchObject({ state, source: "ec2-instances", trackLabel: "EC2" });
  });
  it("a mark is a moment", () => {
    expect(find("14:00:30", "2026-11-23T14:00:30.000Z activity launched", "activity")).toMatchObject({
      kind: "mark",
      state: "launched",
      source: "s",
    });
  });
  it("an instance that is in no lane is nothing", () => {
    const pin = { instanceId: "i-2", track: "ec2", at: 0, itemKey: "" };
    expect(findPinned(report, pin)).toMatchObject({ kind: "nothing", lane: undefined });
  });
});
