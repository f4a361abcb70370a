import { describe, expect, it } from "vitest";
import { type BlindStretch, toBlindStretches } from "#components/timeline/blind-stretches.ts";
import { minuteMs } from "#lib/domain/time.ts";
import type { Span, Track } from "#lib/report/schema.ts";

const noon = Date.parse("2026-11-23T12:00:00Z");
const at = (minutes: number) => noon + minutes * minuteMs;
const iso = (minutes: number) => new Date(at(minutes)).toISOString();

function makeSpan(from: number, to: number | null, change: Partial<Span> = {}): Span {
  const times = { from: iso(from), to: to === null ? null : iso(to) };
  return { state: "InService", tone: "good", certainty: "observed", ...times, ...change };
}

function findBlind(spans: readonly Span[], spot: readonly [number, number]): readonly BlindStretch[] {
  const track: Track = {
    source: "autoscaling-groups",
    track: "auto-scaling",
    label: "Auto Scaling",
    spans: [...spans],
  };
  const stretch = { from: at(spot[0]), to: at(spot[1]), reason: "throttled" };
  return toBlindStretches(track, new Map([["autoscaling-groups", [stretch]]]), at(60));
}

describe("where a track's source was blind", () => {
  it.each([
    ["inside a state", [makeSpan(0, null)], [10, 20], [10, 20]],
    ["up to now", [makeSpan(0, null)], [10, 60], [10, 60]],
    ["from before the instance came", [makeSpan(15, null)], [10, 20], [15, 20]],
    [
      "from the earliest it can have come",
      [makeSpan(15, null, { fromEarliest: iso(12) })],
      [10, 20],
      [12, 20],
    ],
    ["until after it went", [makeSpan(0, 15)], [10, 20], [10, 15]],
    [
      "until the track itself says that it was not read",
      [makeSpan(0, 15), makeSpan(15, null, { certainty: "unknown" })],
      [10, 60],
      [10, 15],
    ],
  ] as const)("%s", (_, spans, spot, [from, to]) => {
    expect(findBlind(spans, spot)).toEqual([{ from: at(from), to: at(to), reason: "throttled" }]);
  });

  it.each([
    ["before the instance came", [makeSpan(30, null)], [10, 20]],
    ["after it went", [makeSpan(0, 5)], [10, 20]],
    ["where nothing was ever seen", [], [10, 20]],
    ["where the track says so already", [makeSpan(10, null, { certainty: "unknown" })], [10, 20]],
  ] as const)("nothing is drawn %s", (_, spans, spot) => {
    expect(findBlind(spans, spot)).toEqual([]);
  });

  it("says nothing of other sources", () => {
    const track: Track = { source: "ec2-instances", track: "ec2", label: "EC2", spans: [makeSpan(0, null)] };
    const spot = { from: at(10), to: at(20), reason: null };
    expect(toBlindStretches(track, new Map([["autoscaling-groups", [spot]]]), at(60))).toEqual([]);
  });
});
