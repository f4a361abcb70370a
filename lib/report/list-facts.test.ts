import { describe, expect, it } from "vitest";
import type { Revision } from "#lib/domain/fact.ts";
import { listFacts } from "#lib/report/list-facts.ts";
import { at, makeRevision, type Seen } from "#lib/sources/testing/make-revision.ts";

const instanceId = "i-0a11";
const held: Seen = { since: "14:00", lastSeen: "14:20" };
const titles = new Map([["source-under-test", "EC2 instances"]]);

function list(
  revisions: readonly Revision[],
  more: { readonly source?: string; readonly most?: number } = {},
) {
  return listFacts(revisions, { at: at("14:10"), instanceId, most: 10, titles, ...more });
}

function make(entity: string, value: unknown, seen: Seen = held): Revision {
  return makeRevision("instance", { entity, value }, seen);
}

describe("the facts about an instance at an instant", () => {
  it.each<[string, Seen, boolean]>([
    ["what holds", { since: "14:00" }, true],
    ["what was read just then", { since: "14:10" }, true],
    ["what was read a second later", { since: "14:10:01" }, false],
    ["what ended later", { since: "14:00", until: "14:10:01" }, true],
    ["what ended just then", { since: "14:00", until: "14:10" }, false],
  ])("%s, seen %j: %s", (_, seen, isThere) => {
    expect(list([make(instanceId, {}, seen)]).facts).toHaveLength(isThere ? 1 : 0);
  });

  it.each<[string, string, unknown, boolean]>([
    ["about it", instanceId, {}, true],
    ["about its place in something", `asg-prod-api/${instanceId}`, {}, true],
    ["that mentions it", "activity-1", { description: `Terminating EC2 instance: ${instanceId}` }, true],
    ["about another", "i-0a112", { id: "i-0a112" }, false],
  ])("a fact %s", (_, entity, value, isThere) => {
    expect(list([make(entity, value)]).facts).toHaveLength(isThere ? 1 : 0);
  });

  it("those about it come first, then the newest", () => {
    const facts = [
      make("activity-1", { text: instanceId }, { since: "14:01" }),
      make("activity-2", { text: instanceId }, { since: "14:05" }),
      make(instanceId, {}, { since: "13:00" }),
    ];
    expect(list(facts).facts.map(({ entity }) => entity)).toEqual([instanceId, "activity-2", "activity-1"]);
  });

  it("of one source alone, where asked", () => {
    expect(list([make(instanceId, {})], { source: "source-under-test" }).facts).toHaveLength(1);
    expect(list([make(instanceId, {})], { source: "another" }).facts).toEqual([]);
  });

  it("no more than the most, and says so", () => {
    const facts = [make(`a/${instanceId}`, {}), make(`b/${instanceId}`, {})];
    expect(list(facts, { most: 1 })).toMatchObject({
      facts: [{ entity: `a/${instanceId}` }],
      truncated: true,
    });
    expect(list(facts, { most: 2 }).truncated).toBe(false);
  });

  it("says whole what was said, by which call and when", () => {
    const value = { state: "running", launchTime: at("13:30"), name: undefined };
    const seen: Seen = {
      before: "13:59:45",
      since: "14:00",
      lastSeen: "14:20",
      until: "14:20:15",
      origin: "aws",
    };
    expect(list([make(instanceId, value, seen)]).facts).toEqual([
      {
        source: "source-under-test",
        sourceTitle: "EC2 instances",
        kind: "instance",
        entity: instanceId,
        operation: "ec2:DescribeInstances",
        firstSeen: "2026-01-31T14:00:00.000Z",
        before: "2026-01-31T13:59:45.000Z",
        since: "2026-01-31T14:00:00.000Z",
        lastSeen: "2026-01-31T14:20:00.000Z",
        until: "2026-01-31T14:20:15.000Z",
        origin: "aws",
        value: { state: "running", launchTime: "2026-01-31T13:30:00.000Z" },
      },
    ]);
  });
});
