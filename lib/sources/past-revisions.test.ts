import { describe, expect, it } from "vitest";
import { toPastRevisions } from "#lib/sources/past-revisions.ts";
import { at } from "#lib/sources/testing/make-revision.ts";

const fact = { kind: "k", entity: "e", value: "as read", operation: "ec2:DescribeInstances" };

function build(stages: readonly (readonly [from: string, value: string])[], end: string) {
  return toPastRevisions(fact, {
    source: "s",
    stages: stages.map(([from, value]) => ({ from: at(from), value })),
    end: at(end),
  });
}

describe("stages of the past", () => {
  it("are closed revisions of AWS's origin, each until the next", () => {
    const base = { kind: "k", entity: "e", operation: "ec2:DescribeInstances", source: "s", origin: "aws" };
    const firstSeen = at("10:00");
    const revisions = build(
      [
        ["10:00", "a"],
        ["11:00", "b"],
      ],
      "12:00",
    );
    expect(revisions).toEqual([
      { ...base, value: "a", firstSeen, since: at("10:00"), lastSeen: at("11:00"), until: at("11:00") },
      { ...base, value: "b", firstSeen, since: at("11:00"), lastSeen: at("12:00"), until: at("12:00") },
    ]);
    expect(revisions[0]).not.toHaveProperty("before");
  });

  it.each<{ name: string; stages: [string, string][]; kept: [string, string, string][] }>([
    {
      name: "that took no time are left out",
      stages: [
        ["10:00", "a"],
        ["10:00", "b"],
      ],
      kept: [["b", "10:00", "12:00"]],
    },
    {
      name: "never begin before the one they follow, whatever AWS's clocks say",
      stages: [
        ["10:00", "a"],
        ["11:00", "b"],
        ["10:30", "c"],
      ],
      kept: [
        ["a", "10:00", "11:00"],
        ["c", "11:00", "12:00"],
      ],
    },
    {
      name: "that begin at the end or later are not past",
      stages: [
        ["11:59", "a"],
        ["12:00", "b"],
        ["13:00", "c"],
      ],
      kept: [["a", "11:59", "12:00"]],
    },
    { name: "are none where all began later", stages: [["12:00", "a"]], kept: [] },
  ])("$name", ({ stages, kept }) => {
    expect(build(stages, "12:00").map(({ value, since, until }) => [value, since, until])).toEqual(
      kept.map(([value, since, until]) => [value, at(since), at(until)]),
    );
  });
});
