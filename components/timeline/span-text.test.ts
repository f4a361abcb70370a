import { describe, expect, it } from "vitest";
import { toBlindLines, toLaneRows, toMarkLines, toSpanLines } from "#components/timeline/span-text.ts";
import type { Lane, Span } from "#lib/report/schema.ts";

const now = Date.parse("2026-11-23T14:22:10Z");
const span: Span = {
  state: "Pending:Wait",
  from: "2026-11-23T14:00:00Z",
  to: null,
  tone: "waiting",
  certainty: "observed",
};

describe("a stretch in words", () => {
  it("that lasts says since when and how long so far", () => {
    expect(toSpanLines("Auto Scaling", span, "autoscaling-groups", now)).toEqual([
      "Auto Scaling: Pending:Wait",
      "since 14:00:00 UTC, 22 min so far",
      "seen between two readings",
      "source: autoscaling-groups",
    ]);
  });
  it("that ended says both ends", () => {
    const ended = { ...span, to: "2026-11-23T14:10:00Z", detail: "hook held it" };
    expect(toSpanLines("Auto Scaling", ended, "x", now)).toContain("14:00:00 to 14:10:00 UTC, 10 min");
    expect(toSpanLines("Auto Scaling", ended, "x", now)).toContain("hook held it");
  });
  it("whose beginning nobody saw says between which readings it lies", () => {
    const uncertain = { ...span, fromEarliest: "2026-11-23T13:59:45Z" };
    expect(toSpanLines("Auto Scaling", uncertain, "x", now)).toContain(
      "changed between 13:59:45 and 14:00:00 UTC",
    );
  });
  it.each([
    ["throttled", ["reason: throttled"]],
    [null, []],
  ])("in which nobody could look says why, if it is known: %s", (reason, why) => {
    const spot = { from: now - 600_000, to: now, reason };
    expect(toBlindLines("Auto Scaling", spot, "x", now)).toEqual([
      "Auto Scaling: not read",
      "14:12:10 to 14:22:10 UTC, 10 min",
      "nobody looked in this stretch",
      ...why,
      "source: x",
    ]);
  });
});

it("a lane's table lists its stretches and moments by time", () => {
  const mark = {
    at: "2026-11-23T13:59:00Z",
    label: "detached",
    tone: "bad",
    source: "y",
    track: "auto-scaling",
  } as const;
  const lane: Lane = {
    instanceId: "i-1",
    letter: "A",
    slot: 0,
    ghost: false,
    state: "Pending:Wait",
    tone: "waiting",
    tracks: [{ source: "x", track: "auto-scaling", label: "Auto Scaling", spans: [span] }],
    marks: [mark],
  };
  const spot = { from: now - 600_000, to: now, reason: "throttled" };
  const rows = toLaneRows(lane, { blindSpots: new Map([["x", [spot]]]), now });
  expect(rows.map((row) => [row.kind, row.state])).toEqual([
    ["mark", "detached"],
    ["span", "Pending:Wait"],
    ["span", "not read: throttled"],
  ]);
  expect(toMarkLines(mark, now)).toEqual(["detached", "13:59:00 UTC", "source: y"]);
});
