import { describe, expect, it } from "vitest";
import type { Revision, SourceState } from "#lib/domain/fact.ts";
import type { Failure } from "#lib/domain/failure.ts";
import type { Instant } from "#lib/domain/time.ts";
import { compareStates, type KnownState } from "#lib/report/compare-states.ts";
import { at, makeRevision } from "#lib/sources/testing/make-revision.ts";
import { makeSourceState } from "#lib/testing/facts.ts";

const source = { id: "ec2-instances", title: "EC2 instances" } as const;
const [from, to] = [at("14:00"), at("14:20")];
const denied: Failure = { kind: "denied", operation: "ec2:DescribeInstances", code: "x", message: "no" };

type Standing = Partial<SourceState> | "never read";

function make(
  instant: Instant,
  values: Readonly<Record<string, unknown>>,
  standing: Standing = {},
): KnownState {
  const revisions: Revision[] = Object.entries(values).map(([entity, value]) => ({
    ...makeRevision("instance", { entity, value }, { since: "13:00" }),
    source: source.id,
    lastSeen: instant,
  }));
  const state = { title: source.title, readAt: instant, ...(standing === "never read" ? {} : standing) };
  return {
    at: instant,
    revisions,
    sources: standing === "never read" ? [] : [makeSourceState(source.id, state)],
  };
}

function compare(
  before: KnownState,
  after: KnownState,
  more: { readonly mostChanges?: number; readonly mostFields?: number } = {},
) {
  const { mostChanges = 10, mostFields = 10 } = more;
  return compareStates({ before, after, sources: [source], mostChanges, mostFields });
}

const told = ({ changes }: ReturnType<typeof compare>) =>
  changes.map(({ change, entity }) => `${change} ${entity}`);

describe("two states of a source that was read at both", () => {
  it("show what came, what went, what changed and nothing else", () => {
    const before = make(from, { a: { state: "running" }, b: { state: "running" }, c: { state: "running" } });
    const after = make(to, { a: { state: "running" }, b: { state: "terminated" }, d: { state: "pending" } });
    const fields = { b: ["running", "terminated"], c: ["running", null], d: [null, "pending"] };
    const change = (entity: keyof typeof fields, change: string) => ({
      source: source.id,
      sourceTitle: source.title,
      kind: "instance",
      entity,
      change,
      fields: [{ path: "state", before: fields[entity][0], after: fields[entity][1] }],
      fieldsLeftOut: 0,
    });
    expect(compare(before, after)).toEqual({
      changes: [change("b", "changed"), change("c", "vanished"), change("d", "appeared")],
      truncated: false,
      cannotTell: [],
    });
  });

  it("hold no more than the most, and say so", () => {
    const before = make(from, {});
    const after = make(to, { a: { x: 1, y: 2 }, b: {} });
    expect(compare(before, after, { mostChanges: 1 }).truncated).toBe(true);
    expect(compare(before, after, { mostChanges: 2 }).truncated).toBe(false);
    expect(compare(before, after, { mostFields: 1 }).changes[0]).toMatchObject({ fieldsLeftOut: 1 });
    expect(compare(before, after, { mostFields: 2 }).changes[0]).toMatchObject({ fieldsLeftOut: 0 });
  });
});

describe("a source that was not read", () => {
  it.each<[string, Standing, string]>([
    ["never read", "never read", "EC2 instances had not been read yet."],
    ["waiting", { status: "waiting" }, "EC2 instances has not been read yet."],
    [
      "failed",
      { status: "failed", failures: [denied] },
      "EC2 instances could not be read (denied: ec2:DescribeInstances).",
    ],
    ["read long before", { readAt: at("12:00") }, "EC2 instances was last read"],
  ])("%s, at either instant: cannot be told, and nothing has vanished or come", (_, standing, reason) => {
    const whole = [make(from, { a: {} }), make(to, { a: {} })] as const;
    const before = compare(make(from, {}, standing), whole[1]);
    const after = compare(whole[0], make(to, {}, standing));
    for (const { changes } of [before, after]) expect(changes).toEqual([]);
    expect(before.cannotTell).toEqual([
      { source: source.id, reason: expect.stringContaining(`At 14:00:00 UTC: ${reason}`) },
    ]);
    expect(after.cannotTell).toEqual([
      { source: source.id, reason: expect.stringContaining(`At 14:20:00 UTC: ${reason}`) },
    ]);
  });

  it("at both instants is told of once, with both reasons", () => {
    const { cannotTell } = compare(make(from, {}, "never read"), make(to, {}, { status: "failed" }));
    expect(cannotTell).toHaveLength(1);
    expect(cannotTell[0]?.reason).toMatch(/^At 14:00:00.*At 14:20:00/);
  });
});

describe("a source that was read in part", () => {
  const part: Standing = { status: "partial", failures: [denied] };

  it("first: what both name is compared; what it did not name has not come", () => {
    const result = compare(make(from, { a: { x: 1 } }, part), make(to, { a: { x: 2 }, b: {} }));
    expect(told(result)).toEqual(["changed a"]);
    expect(result.cannotTell[0]?.reason).toContain("only in part");
  });

  it("last: what it did not name has not vanished", () => {
    expect(told(compare(make(from, { a: { x: 1 }, b: {} }), make(to, { a: { x: 2 } }, part)))).toEqual([
      "changed a",
    ]);
  });

  it("what it names is there, though it was not before", () => {
    expect(told(compare(make(from, {}), make(to, { a: {} }, part)))).toEqual(["appeared a"]);
  });

  it("what is only remembered from an earlier reading is not compared", () => {
    const before = make(from, { a: { x: 1 } });
    const after = make(to, { a: { x: 2 } }, part);
    const remembered = after.revisions.map((revision) => ({ ...revision, lastSeen: at("14:19") }));
    expect(told(compare(before, { ...after, revisions: remembered }))).toEqual([]);
  });

  it("or whose pages were not all read is one too", () => {
    expect(told(compare(make(from, { a: {} }), make(to, {}, { truncated: true })))).toEqual([]);
  });
});
