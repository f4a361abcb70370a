import { describe, expect, it } from "vitest";
import {
  isRead,
  openWork,
  pickAlmostDue,
  pickDue,
  sourceWorkOf,
  toLateness,
  toNeed,
} from "#lib/collector/schedule.ts";
import { addMs, secondMs, toInstant } from "#lib/domain/time.ts";
import { defineSource, type Source } from "#lib/sources/source.ts";

const start = toInstant(1_000_000);

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
  const work = openWork({ account: "1", region: "r", application: "a", group: "g" });
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

describe("when a source is due", () => {
  it.each([
    { name: "idle, 59 s", work: {}, seconds: 59, due: [] },
    { name: "idle, 60 s", work: {}, seconds: 60, due: ["members"] },
    { name: "busy, 14 s", work: { busy: true }, seconds: 14, due: [] },
    { name: "busy, 15 s", work: { busy: true }, seconds: 15, due: ["members"] },
    { name: "idle, 299 s: settings wait", work: {}, seconds: 299, due: ["members"] },
    { name: "idle, 300 s", work: {}, seconds: 300, due: ["members", "hooks"] },
  ])("$name: $due", ({ work, seconds, due }) => {
    const found = pickDue({ ...makeWork(), ...work }, [members, hooks], later(seconds));
    expect(found.map(({ id }) => id)).toEqual(due);
  });

  it.each([
    { jitter: 0.95, seconds: 57, due: 1 },
    { jitter: 1.05, seconds: 62, due: 0 },
    { jitter: 1.05, seconds: 63, due: 1 },
  ])("a quiet group's minute may be $jitter of one", ({ jitter, seconds, due }) => {
    expect(pickDue({ ...makeWork(), jitter }, [members], later(seconds))).toHaveLength(due);
  });

  it("settings read once are read again after a minute", () => {
    expect(pickDue(makeWork(1), [hooks], later(60))).toEqual([hooks]);
  });

  it("what was never read is wanted most, and what is being read is not", () => {
    const work = makeWork();
    expect(toLateness(work, makeSource("new"), start)).toBe(Number.POSITIVE_INFINITY);
    sourceWorkOf(work, "members").underWay = true;
    expect(toLateness(work, members, later(600))).toBe(0);
  });

  it("lateness is in cadences: five minutes late is worse for what moves than for settings", () => {
    expect(toLateness(makeWork(), members, later(300))).toBe(5);
    expect(toLateness(makeWork(), hooks, later(300))).toBe(1);
  });

  it.each([
    { seconds: 50, found: [] },
    { seconds: 51, found: ["members"] },
  ])("$seconds s after the last reading $found may go along with others", ({ seconds, found }) => {
    expect(pickAlmostDue(makeWork(), [members], later(seconds)).map(({ id }) => id)).toEqual(found);
  });
});

it("a group is read once every source was tried to its end", () => {
  expect(isRead(makeWork(), [members, hooks])).toBe(true);
  expect(isRead(makeWork(0), [members])).toBe(false);
  expect(isRead(makeWork(), [members, makeSource("new")])).toBe(false);
});
