import { describe, expect, it } from "vitest";
import { groupSources, toLackText } from "#components/group/source-groups.ts";
import type { SourceView } from "#lib/report/schema.ts";

function makeSource(title: string, change: Partial<SourceView> = {}): SourceView {
  const readAt = "2026-11-23T14:22:00Z";
  const base = { id: title, title, status: "ok", readAt, triedAt: readAt, failures: 0 } as const;
  return { ...base, pace: "moving", droppedRows: 0, truncated: false, operations: [], ...change };
}

const denied = {
  kind: "denied",
  operation: "ec2:DescribeInstances",
  code: "UnauthorizedOperation",
  message: "no",
  missingAction: "ec2:DescribeInstances",
  remedy: "Allow it.",
};

describe("the sources strip", () => {
  it("keeps settings apart and last: they are read less often", () => {
    const older = "2026-11-23T14:21:00Z";
    const sources = [
      makeSource("Auto Scaling: hooks", { readAt: older, pace: "settings" }),
      makeSource("Auto Scaling: groups"),
    ];
    expect(groupSources(sources).read).toEqual([
      { service: "Auto Scaling", oldest: "2026-11-23T14:22:00Z" },
      { service: "settings", oldest: older },
    ]);
  });

  it("shows the oldest reading of each service", () => {
    const older = "2026-11-23T14:21:00Z";
    const sources = [
      makeSource("Auto Scaling: groups"),
      makeSource("Auto Scaling: hooks", { readAt: older }),
      makeSource("EC2: instances"),
    ];
    expect(groupSources(sources).read).toEqual([
      { service: "Auto Scaling", oldest: older },
      { service: "EC2", oldest: "2026-11-23T14:22:00Z" },
    ]);
  });
  it.each([
    ["failed", { status: "failed", readAt: null, failure: denied }],
    ["partial", { status: "partial" }],
    ["waiting", { status: "waiting", readAt: null }],
    ["truncated", { truncated: true }],
  ] as const)("never counts a %s source as read", (_, change) => {
    const source = makeSource("EC2: instances", change);
    expect(groupSources([source])).toEqual({ read: [], lacking: [source] });
  });
});

it.each([
  [{ status: "failed", failure: denied }, "not permitted (ec2:DescribeInstances)"],
  [
    { status: "partial", failure: { ...denied, kind: "throttled", missingAction: undefined } },
    "only in part: throttled",
  ],
  [{ status: "waiting", readAt: null }, "not read yet"],
  [{ truncated: true }, "only in part"],
  [{ status: "failed" }, "failed"],
] as const)("%j lacks: %s", (change, text) => {
  expect(toLackText(makeSource("EC2: instances", change))).toBe(text);
});
