import { describe, expect, it } from "vitest";
import {
  findNext,
  groupLacks,
  groupSources,
  toLackText,
  toNextText,
} from "#components/group/source-groups.ts";
import type { SourceView } from "#lib/report/schema.ts";

function makeSource(title: string, change: Partial<SourceView> = {}): SourceView {
  const readAt = "2026-11-23T14:22:00Z";
  const base = {
    id: title,
    title,
    status: "ok",
    readAt,
    triedAt: readAt,
    nextAt: null,
    failures: 0,
  } as const;
  return {
    ...base,
    pace: "moving",
    droppedRows: 0,
    blindSpots: [],
    truncated: false,
    operations: [],
    ...change,
  };
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

it("one missing permission that blinds many sources is said once", () => {
  const blinded = ["EC2: instances", "EC2: instance status"].map((title) =>
    makeSource(title, { status: "failed", failure: denied }),
  );
  const waiting = makeSource("Auto Scaling: groups", { status: "waiting", readAt: null });
  expect(groupLacks([...blinded, waiting])).toEqual([
    { text: "not permitted (ec2:DescribeInstances)", sources: blinded },
    { text: "not read yet", sources: [waiting] },
  ]);
});

describe("the next reading", () => {
  const now = Date.parse("2026-11-23T14:22:10Z");
  it.each([
    ["2026-11-23T14:22:18Z", "again in 8 s"],
    ["2026-11-23T14:25:40Z", "again in 3 min"],
    ["2026-11-23T14:22:10Z", "again when the budget allows"],
    ["2026-11-23T14:20:00Z", "again when the budget allows"],
    [null, "again when the budget allows"],
  ])("at %s is %s", (nextAt, text) => {
    expect(toNextText(nextAt, now)).toBe(text);
  });
  it("of all is the earliest that lies ahead", () => {
    const times = [null, "2026-11-23T14:30:00Z", "2026-11-23T14:22:30Z", "2026-11-23T14:22:09Z"];
    const sources = times.map((nextAt) => makeSource("EC2: instances", { nextAt }));
    expect(findNext(sources, now)).toBe("2026-11-23T14:22:30Z");
    expect(findNext(sources.slice(3), now)).toBeNull();
  });
});
