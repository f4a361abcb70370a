import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Reading, Revision } from "#lib/domain/fact.ts";
import { toInstant } from "#lib/domain/time.ts";
import { type Changes, foldChanges, nothingKnown, toSeen, type Volatile } from "#lib/history/revisions.ts";
import { makeReading } from "#lib/history/testing/make-reading.ts";
import { plainFold } from "#lib/history/testing/plain-fold.ts";

type Folded = {
  readonly open: readonly Revision[];
  readonly closed: readonly Revision[];
  readonly last: Changes;
};

function foldAll(readings: readonly Reading[], volatile?: Volatile): Folded {
  let known = nothingKnown;
  let last: Changes = { opened: [], closed: [], seen: [] };
  const closed: Revision[] = [];
  for (const reading of readings) {
    const folded = foldChanges(known, reading, volatile);
    known = folded.known;
    last = folded.changes;
    closed.push(...last.closed);
  }
  const open = [...known.open.values()].map((revision) => toSeen(revision, known.completeAt));
  return { open, closed, last };
}

const denied = {
  kind: "denied",
  operation: "ec2:DescribeInstances",
  code: "UnauthorizedOperation",
  message: "no",
} as const;

describe("folding a reading into revisions", () => {
  it("a reading that says the same only moves lastSeen", () => {
    const known = foldAll([makeReading(10, { a: "running" }), makeReading(20, { a: "running" })]);
    expect(known.open).toMatchObject([{ firstSeen: 10, since: 10, lastSeen: 20 }]);
    expect(known.closed).toEqual([]);
  });

  it("a reading that differs closes the old revision and opens one whose edge lies between the readings", () => {
    const known = foldAll([makeReading(10, { a: "running" }), makeReading(20, { a: "terminated" })]);
    expect(known.closed).toMatchObject([{ value: "running", since: 10, lastSeen: 10, until: 20 }]);
    expect(known.open).toMatchObject([
      { value: "terminated", firstSeen: 10, before: 10, since: 20, lastSeen: 20 },
    ]);
  });

  it("an entity that a complete listing no longer names is closed", () => {
    const known = foldAll([makeReading(10, { a: 1, b: 1 }), makeReading(20, { b: 1 })]);
    expect(known.open.map((revision) => revision.entity)).toEqual(["b"]);
    expect(known.closed).toMatchObject([{ entity: "a", until: 20 }]);
  });

  it.each([
    { name: "failed", overrides: { failures: [denied] } },
    { name: "truncated", overrides: { truncated: true } },
  ])("a $name reading closes nothing", ({ overrides }) => {
    const known = foldAll([makeReading(10, { a: 1, b: 1 }), makeReading(20, { b: 1 }, overrides)]);
    expect(known.open).toHaveLength(2);
    expect(known.closed).toEqual([]);
  });

  it("tells what opened, what closed, and what was seen again where that does not go without saying", () => {
    const foldTwo = (truncated: boolean) =>
      foldAll([makeReading(10, { a: 1, b: 1, c: 1 }), makeReading(20, { a: 1, b: 2, d: 1 }, { truncated })]);
    const { last } = foldTwo(false);
    const namesOf = (revisions: readonly Revision[]) => revisions.map(({ entity, value }) => [entity, value]);
    expect(namesOf(last.opened)).toEqual([
      ["b", 2],
      ["d", 1],
    ]);
    expect(namesOf(last.closed)).toEqual([
      ["b", 1],
      ["c", 1],
    ]);
    expect(last.seen).toEqual([]);
    expect(namesOf(foldTwo(true).last.seen)).toEqual([["a", 1]]);
  });

  it("only a complete reading shows that an entity was not there before", () => {
    const readings = [
      makeReading(10, {}),
      makeReading(20, {}, { truncated: true }),
      makeReading(30, { a: 1 }),
    ];
    expect(foldAll(readings).open).toMatchObject([{ before: 10, since: 30 }]);
  });

  it("what one reading says twice counts as it was said last", () => {
    const [first] = makeReading(10, { a: 1 }).facts;
    const [second] = makeReading(10, { a: 2 }).facts;
    const facts = [first, second].flatMap((fact) => fact ?? []);
    const { open, closed } = foldAll([makeReading(10, {}, { facts })]);
    expect(open).toMatchObject([{ value: 2 }]);
    expect(closed).toEqual([]);
  });

  it.each([
    { name: "a volatile member that differs is the same", member: "uptime", revisions: 1 },
    { name: "another member that differs is not", member: "state", revisions: 2 },
  ])("$name", ({ member, revisions }) => {
    const readings = [1, 2].map((value) => makeReading(value * 10, { a: { [member]: value } }));
    const { open, closed } = foldAll(readings, { instance: ["uptime"], other: ["state"] });
    expect(open.length + closed.length).toBe(revisions);
    expect(open).toMatchObject([{ value: { [member]: revisions }, lastSeen: 20 }]);
  });

  it("no two revisions of one entity overlap, whatever was read, and all is as plainly folded", () => {
    const step = fc.record({
      gap: fc.integer({ min: 1, max: 30 }),
      values: fc.dictionary(fc.constantFrom("a", "b", "c"), fc.integer({ min: 0, max: 2 })),
      truncated: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let at = 1000;
        const readings = steps.map(({ gap, values, truncated }) => {
          at += gap;
          return makeReading(at, values, { truncated });
        });
        const known = foldAll(readings);
        const all = [...known.closed, ...known.open];
        const plain = plainFold(readings, toInstant(at)).revisions;
        expect(all).toHaveLength(plain.length);
        expect(all).toEqual(expect.arrayContaining([...plain]));
        for (const one of all) {
          expect(one.since).toBeLessThanOrEqual(one.lastSeen);
          if (one.until !== undefined) expect(one.lastSeen).toBeLessThan(one.until);
          for (const other of all) {
            if (one === other || one.entity !== other.entity) continue;
            const apart =
              (one.until ?? Number.POSITIVE_INFINITY) <= other.since ||
              (other.until ?? Number.POSITIVE_INFINITY) <= one.since;
            expect(apart).toBe(true);
          }
        }
      }),
    );
  });
});
