import { describe, expect, it } from "vitest";
import { listUnread, toAbsentText, toCountText } from "#components/group/unread.ts";
import type { SourceView } from "#lib/report/schema.ts";

function makeSource(id: string, change: Partial<SourceView> = {}): SourceView {
  const base = {
    id,
    title: `title of ${id}`,
    pace: "moving",
    status: "ok",
    readAt: null,
    triedAt: null,
    nextAt: null,
  } as const;
  return {
    ...base,
    failures: 0,
    droppedRows: 0,
    blindSpots: [],
    truncated: false,
    operations: [],
    ...change,
  };
}

describe("what a section could not read", () => {
  it.each([
    { name: "a complete reading lacks nothing", change: {}, unread: [] },
    { name: "a failed one", change: { status: "failed" }, unread: ["title of autoscaling-hooks"] },
    { name: "a partial one", change: { status: "partial" }, unread: ["title of autoscaling-hooks"] },
    {
      name: "one that is still to come",
      change: { status: "waiting" },
      unread: ["title of autoscaling-hooks"],
    },
    { name: "one that was cut short", change: { truncated: true }, unread: ["title of autoscaling-hooks"] },
  ] as const)("$name", ({ change, unread }) => {
    const sources = [
      makeSource("autoscaling-hooks", change),
      makeSource("ec2-instances", { status: "failed" }),
    ];
    expect(listUnread({ sources }, "hooks")).toEqual(unread);
  });

  it("absence is said only where it could have been seen", () => {
    expect(toAbsentText("not registered", [])).toBe("not registered");
    expect(toAbsentText("not registered", ["ELB: target health"])).toBe("not known");
  });

  it.each([
    { count: 0, unread: [], text: "0" },
    { count: 0, unread: ["EC2: instances"], text: "not known" },
    { count: 2, unread: ["EC2: instances"], text: "2" },
  ])("$count with $unread unread is said as $text", ({ count, unread, text }) => {
    expect(toCountText(count, unread)).toBe(text);
  });
});
