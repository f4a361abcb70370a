import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Reading } from "#lib/domain/fact.ts";
import { makeReading } from "#lib/history/make-reading.ts";
import { foldReading, noRevisions, type SourceRevisions } from "#lib/history/revisions.ts";

function foldAll(readings: readonly Reading[]): SourceRevisions {
  let known = noRevisions;
  let previous: Reading["readAt"] | undefined;
  for (const reading of readings) {
    known = foldReading(known, reading, previous);
    if (previous === undefined || reading.readAt > previous) previous = reading.readAt;
  }
  return known;
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
    expect([...known.open.values()]).toMatchObject([{ firstSeen: 10, since: 10, lastSeen: 20 }]);
    expect(known.closed).toEqual([]);
  });

  it("a reading that differs closes the old revision and opens one whose edge lies between the readings", () => {
    const known = foldAll([makeReading(10, { a: "running" }), makeReading(20, { a: "terminated" })]);
    expect(known.closed).toMatchObject([{ value: "running", since: 10, lastSeen: 10, until: 20 }]);
    expect([...known.open.values()]).toMatchObject([
      { value: "terminated", firstSeen: 10, before: 10, since: 20, lastSeen: 20 },
    ]);
  });

  it("an entity that a complete listing no longer names is closed", () => {
    const known = foldAll([makeReading(10, { a: 1, b: 1 }), makeReading(20, { b: 1 })]);
    expect([...known.open.values()].map((revision) => revision.entity)).toEqual(["b"]);
    expect(known.closed).toMatchObject([{ entity: "a", until: 20 }]);
  });

  it.each([
    { name: "failed", overrides: { failures: [denied] } },
    { name: "truncated", overrides: { truncated: true } },
  ])("a $name reading closes nothing", ({ overrides }) => {
    const known = foldAll([makeReading(10, { a: 1, b: 1 }), makeReading(20, { b: 1 }, overrides)]);
    expect(known.open.size).toBe(2);
    expect(known.closed).toEqual([]);
  });

  it("a reading from before the last one is ignored", () => {
    const known = foldAll([makeReading(20, { a: "new" }), makeReading(10, { a: "old" })]);
    expect([...known.open.values()]).toMatchObject([{ value: "new", since: 20 }]);
  });

  it("no two revisions of one entity overlap, whatever was read", () => {
    const step = fc.record({
      gap: fc.integer({ min: -5, max: 30 }),
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
        const all = [...known.closed, ...known.open.values()];
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
