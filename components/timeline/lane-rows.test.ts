import { expect, it } from "vitest";
import { toLaneRows } from "#components/timeline/lane-rows.ts";
import type { Lane, Span } from "#lib/report/schema.ts";

const now = Date.parse("2026-11-23T14:22:10Z");
const span: Span = {
  state: "Pending:Wait",
  from: "2026-11-23T14:00:00Z",
  to: null,
  tone: "waiting",
  certainty: "observed",
};

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
});
