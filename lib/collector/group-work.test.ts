import { describe, expect, it } from "vitest";
import { isRead, openWork, sourceWorkOf, toDueAt, toNeed } from "#lib/collector/group-work.ts";
import { addMs, secondMs, toInstant } from "#lib/domain/time.ts";
import { defineSource, type Source } from "#lib/sources/source.ts";

const start = toInstant(1_000_000);
const beat = { origin: start, stretch: 1 };

function makeSource(id: string, pace: Source["pace"] = "moving"): Source {
  return defineSource({
    id,
    title: id,
    level: "group",
    pace,
    kinds: [],
    operations: [],
    after: [],
    mentions: false,
    read: () => Promise.resolve(),
  });
}

function makeWork(readings = 2) {
  const work = openWork({ account: "1", region: "r", application: "a", group: "g" }, 0);
  for (const id of ["members", "hooks"])
    Object.assign(sourceWorkOf(work, id), { startedAt: start, readings });
  return work;
}

const members = makeSource("members");
const hooks = makeSource("hooks", "settings");
const later = (seconds: number) => addMs(start, seconds * secondMs);

describe("what a group needs", () => {
  it.each([
    { seconds: 44, need: "watched" },
    { seconds: 45, need: "idle" },
  ])("$seconds s after somebody looked it is $need", ({ seconds, need }) => {
    expect(toNeed({ ...makeWork(), watchedAt: start }, later(seconds))).toBe(need);
  });

  it("is more while something is going on", () => {
    expect(toNeed({ ...makeWork(), busy: true }, start)).toBe("busy");
  });
});

describe("a source is due", () => {
  it.each([
    { name: "of a quiet group, after a minute", work: {}, source: members, seconds: 60 },
    { name: "of a busy group, after 15 s", work: { busy: true }, source: members, seconds: 15 },
    { name: "of a watched group, after 10 s", work: { watchedAt: start }, source: members, seconds: 10 },
    { name: "that says settings, after five minutes", work: {}, source: hooks, seconds: 300 },
    {
      name: "that says settings of a busy group, after a minute",
      work: { busy: true },
      source: hooks,
      seconds: 60,
    },
  ])("$name", ({ work, source, seconds }) => {
    expect(toDueAt({ ...makeWork(), ...work }, source, { now: start, beat })).toBe(later(seconds));
  });

  it("that says settings, after a minute where it was read only once", () => {
    expect(toDueAt(makeWork(1), hooks, { now: start, beat })).toBe(later(60));
  });

  it("at once where it was never read", () => {
    expect(toDueAt(makeWork(), makeSource("new"), { now: later(7), beat })).toBe(later(7));
  });

  it("after 5 s where its reading failed", () => {
    const work = makeWork();
    sourceWorkOf(work, "hooks").tries = { failed: 1, wereThrottled: false };
    expect(toDueAt(work, hooks, { now: start, beat })).toBe(later(5));
  });
});

it("a group is read once every source was tried to its end", () => {
  expect(isRead(makeWork(), [members, hooks])).toBe(true);
  expect(isRead(makeWork(0), [members])).toBe(false);
  expect(isRead(makeWork(), [members, makeSource("new")])).toBe(false);
});
