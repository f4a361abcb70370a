import { describe, expect, it } from "vitest";
import { toInstant } from "#lib/domain/time.ts";
import type { SpanItem } from "#lib/domain/timeline.ts";
import { toTrackLabel, toTracks } from "#lib/timeline/tracks.ts";

const now = toInstant(1_000);

function makeSpan(track: string, from: number, source = "s"): SpanItem {
  return {
    kind: "span",
    instanceId: "i-1",
    source,
    track,
    state: "x",
    from: toInstant(from),
    to: toInstant(from + 10),
    tone: "good",
    certainty: "observed",
  };
}

describe("toTracks", () => {
  it("keeps EC2, Auto Scaling, its activities, target groups by name, deployments by time, and anything else in that order", () => {
    const tracks = [
      makeSpan("agent", 0),
      makeSpan("activity", 1),
      makeSpan("deployment:d-A", 90),
      makeSpan("deployment:d-Z", 10),
      makeSpan("target:tg-b", 5),
      makeSpan("target:tg-a", 50),
      makeSpan("auto-scaling", 70),
      makeSpan("ec2", 99),
    ];
    expect(toTracks(tracks, now).map(({ track }) => track)).toEqual([
      "ec2",
      "auto-scaling",
      "activity",
      "target:tg-a",
      "target:tg-b",
      "deployment:d-Z",
      "deployment:d-A",
      "agent",
    ]);
  });

  it("puts two deployments of one moment in the order of their ids", () => {
    const tracks = [makeSpan("deployment:d-B", 10), makeSpan("deployment:d-A", 10)];
    expect(toTracks(tracks, now).map(({ track }) => track)).toEqual(["deployment:d-A", "deployment:d-B"]);
  });

  it("names the source of what the track said last", () => {
    expect(toTracks([makeSpan("ec2", 50, "late"), makeSpan("ec2", 0, "early")], now)[0]?.source).toBe("late");
  });

  it.each([
    ["ec2", "EC2"],
    ["auto-scaling", "Auto Scaling"],
    ["activity", "Activity"],
    ["target:tg:odd", "tg:odd"],
    ["deployment:d-1", "d-1"],
    ["something-new", "something-new"],
  ])("calls %s %s", (track, label) => {
    expect(toTrackLabel(track)).toBe(label);
  });
});
