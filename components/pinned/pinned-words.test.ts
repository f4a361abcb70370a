import { describe, expect, it } from "vitest";
import { groupChanges, selectMentioning } from "#components/pinned/change-groups.ts";
import { toFactSentences } from "#components/pinned/fact-words.ts";
import type { FactChange, FactView } from "#lib/report/schema.ts";

const knownAt = "2026-11-23T14:20:00.000Z";
const fact: FactView = {
  source: "ec2-instances",
  sourceTitle: "EC2 instances",
  kind: "instance",
  entity: "i-1",
  operation: "ec2:DescribeInstances",
  firstSeen: "2026-11-23T14:00:00.000Z",
  before: null,
  since: "2026-11-23T14:00:00.000Z",
  lastSeen: "2026-11-23T14:10:00.000Z",
  until: null,
  origin: "read",
  value: {},
};

describe("when a fact was read", () => {
  it.each<[string, Partial<FactView>, string, boolean]>([
    ["what still holds", {}, "No reading up to 14:20:00 UTC said otherwise: 20 min so far.", true],
    [
      "what has ended",
      { until: "2026-11-23T14:10:15.000Z" },
      "The reading of 14:10:15 UTC no longer said so",
      true,
    ],
    [
      "an uncertain edge",
      { before: "2026-11-23T13:59:45.000Z" },
      "the reading of 13:59:45 UTC did not say so yet",
      true,
    ],
    [
      "another value before",
      { firstSeen: "2026-11-23T13:00:00.000Z" },
      "First named, with another value, at 13:00:00 UTC.",
      true,
    ],
    ["no other value before", {}, "First named", false],
    ["AWS's own time", { origin: "aws" }, "Nobody read it then", true],
    ["a reading is not AWS's own time", {}, "Nobody read it then", false],
  ])("%s", (_, parts, words, said) => {
    expect(
      toFactSentences({ ...fact, ...parts }, knownAt)
        .join(" ")
        .includes(words),
    ).toBe(said);
  });
});

const make = (entity: string, after: unknown = null): FactChange => ({
  source: "s",
  sourceTitle: "S",
  kind: "k",
  entity,
  change: "changed",
  fields: [{ path: "a", before: null, after }],
  fieldsLeftOut: 0,
});

it("changes stand together by instance, and under their own name where they name none", () => {
  const groups = groupChanges([make("i-1"), make("api/prod"), make("asg/i-1"), make("i-12")], ["i-1"]);
  expect(groups.map(({ entity, changes }) => `${entity} ${changes.length}`)).toEqual([
    "i-1 2",
    "api/prod 1",
    "i-12 1",
  ]);
});

it("the pinned instances' changes are those about them or that mention them", () => {
  const changes = [
    make("asg/i-1"),
    make("activity", "Launching i-1."),
    make("activity", "Launching i-12."),
    make("i-2"),
  ];
  expect(selectMentioning(changes, ["i-1"])).toEqual(changes.slice(0, 2));
});
