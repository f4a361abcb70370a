import { describe, expect, it } from "vitest";
import { toDrawnTracks, toGhostStretch, toSummaryTrack } from "#components/timeline/ghost-stretch.ts";
import type { Lane, Span, Track } from "#lib/report/schema.ts";

const windowFrom = "2026-11-23T13:00:00Z";
const running: Span = {
  state: "running",
  from: "2026-11-23T12:00:00Z",
  to: "2026-11-23T13:38:00Z",
  tone: "good",
  certainty: "exact",
};
const terminated: Span = {
  state: "terminated",
  from: "2026-11-23T13:38:00Z",
  to: null,
  tone: "gone",
  certainty: "exact",
};

function makeTrack(track: string, ...spans: Span[]): Track {
  return { source: "s", track, label: track, spans };
}

function makeLane(ghost: boolean, ...tracks: Track[]): Lane {
  return { instanceId: "i-1", letter: "A", slot: 0, ghost, state: "", tone: "gone", tracks, marks: [] };
}

describe("a ghost's outline", () => {
  it("begins where EC2 says it was terminated", () => {
    expect(toGhostStretch(makeLane(true, makeTrack("ec2", running, terminated)), windowFrom)).toEqual({
      from: terminated.from,
      span: terminated,
    });
  });
  it("begins where the last known stretch ends, if EC2 says no more", () => {
    expect(toGhostStretch(makeLane(true, makeTrack("ec2", running)), windowFrom)?.from).toBe(running.to);
  });
  it("begins with the window if EC2 never spoke of it", () => {
    expect(toGhostStretch(makeLane(true, makeTrack("auto-scaling", running)), windowFrom)?.from).toBe(
      windowFrom,
    );
  });
  it("is not drawn for an instance that is gone and that nothing refers to", () => {
    expect(
      toGhostStretch(makeLane(false, makeTrack("ec2", running, terminated)), windowFrom),
    ).toBeUndefined();
  });
});

it("a ghost without an EC2 track gets an empty one to be drawn on; others do not", () => {
  const group = makeTrack("auto-scaling", running);
  expect(toDrawnTracks(makeLane(true, group)).map((track) => track.track)).toEqual(["ec2", "auto-scaling"]);
  expect(toDrawnTracks(makeLane(false, group)).map((track) => track.track)).toEqual(["auto-scaling"]);
});

it("Auto Scaling speaks for a lane in one line, else the first track", () => {
  const ec2 = makeTrack("ec2", running);
  const group = makeTrack("auto-scaling", running);
  expect(toSummaryTrack(makeLane(false, ec2, group))).toBe(group);
  expect(toSummaryTrack(makeLane(false, ec2))).toBe(ec2);
  expect(toSummaryTrack(makeLane(false))).toBeUndefined();
});
