import { describe, expect, it } from "vitest";
import { toLaneRows, toMarkLines, toSpanLines } from "#components/timeline/span-text.ts";
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
  expect(toLaneRows(lane).map((row) => [row.kind, row.state])).toEqual([
    ["mark", "detached"],
    ["span", "Pending:Wait"],
  ]);
  expect(toMarkLines(mark, now)).toEqual(["detached", "13:59:00 UTC", "source: y"]);
});
