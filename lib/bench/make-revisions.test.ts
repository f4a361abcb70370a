import { describe, expect, it } from "vitest";
import { makeRevisions, storeShape, toBenchStart } from "#lib/bench/make-revisions.ts";
import { toInstant } from "#lib/domain/time.ts";

const end = toInstant(1_800_000_000_000);

describe("made revisions", () => {
  const made = [...makeRevisions(100_000, end)];
  const all = made.map(({ revision }) => revision);

  it("are about as many as asked for", () => {
    expect(all.length).toBeGreaterThan(95_000);
    expect(all.length).toBeLessThan(105_000);
  });

  it("come in the order of their opening, within the recorded time", () => {
    const times = all.map(({ since }) => since);
    expect(times).toEqual(times.toSorted((left, right) => left - right));
    expect(times[0]).toBeGreaterThanOrEqual(toBenchStart(end));
    expect(times.at(-1)).toBeLessThanOrEqual(end);
  });

  it("no two of one entity overlap, and each begins where the one before ended", () => {
    const ends = new Map<string, number | undefined>();
    const wrong = all.filter((revision) => {
      const key = `${revision.kind} ${revision.entity}`;
      const isWrong = ends.has(key) && ends.get(key) !== revision.since;
      ends.set(key, revision.until);
      return isWrong;
    });
    expect(wrong).toEqual([]);
    expect(ends.size).toBeGreaterThan(10_000);
  });

  it("have their times in order", () => {
    const wrong = all.filter(({ firstSeen, before = firstSeen, since, lastSeen, until = end }) => {
      const times = [firstSeen, before, since, lastSeen, until];
      return times.some((time, index) => !(time <= (times[index + 1] ?? time)));
    });
    expect(wrong).toEqual([]);
  });

  it("what is open belongs to instances that still live: about one in thirty", () => {
    const open = all.filter(({ until }) => until === undefined).length;
    const expected = (all.length / storeShape.revisionsPerInstance / 30) * 6;
    expect(open).toBeGreaterThan(expected / 2);
    expect(open).toBeLessThan(expected * 2);
  });

  it("the last of each entity is marked, and no other", () => {
    const last = made
      .filter(({ isLast }) => isLast)
      .map(({ revision }) => `${revision.kind} ${revision.entity}`);
    expect(new Set(last).size).toBe(last.length);
    expect(last).toHaveLength(new Set(all.map(({ kind, entity }) => `${kind} ${entity}`)).size);
  });

  it("use every part", () => {
    const parts = new Set(made.map(({ part }) => part));
    expect(parts.size).toBe(storeShape.parts);
    expect(Math.max(...parts)).toBe(storeShape.parts - 1);
  });

  it("are the same every time", () => {
    expect([...makeRevisions(1_000, end)]).toEqual([...makeRevisions(1_000, end)]);
  });
});
