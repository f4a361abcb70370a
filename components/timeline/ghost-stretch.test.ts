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
      spans: [terminated],
    });
  });
  it("covers every stretch since, whoever said it", () => {
    const seen: Span = { ...terminated, from: "2026-11-23T14:00:00Z", certainty: "observed" };
    const early = { ...terminated, to: seen.from };
    expect(toGhostStretch(makeLane(true, makeTrack("ec2", running, early, seen)), windowFrom)).toEqual({
      from: early.from,
      spans: [early, seen],
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

describe("a lane in one line", () => {
  const late: Span = { ...running, from: "2026-11-23T13:20:00Z" };
  const track = (lane: Lane) => toSummaryTrack(lane, windowFrom)?.track;
  it("is spoken for by Auto Scaling where both reach back to the window's start", () => {
    const earlier: Span = { ...running, from: "2026-11-23T09:00:00Z" };
    expect(track(makeLane(false, makeTrack("ec2", earlier), makeTrack("auto-scaling", running)))).toBe(
      "auto-scaling",
    );
  });
  it("is spoken for by EC2 where that alone reaches back", () => {
    expect(track(makeLane(false, makeTrack("ec2", running), makeTrack("auto-scaling", late)))).toBe("ec2");
  });
  it("is spoken for by what there is, or by nothing", () => {
    expect(track(makeLane(false, makeTrack("ec2", running)))).toBe("ec2");
    expect(track(makeLane(false))).toBeUndefined();
  });
});
