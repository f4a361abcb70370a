import { describe, expect, it } from "vitest";
import { latestOfEach, toObservedHistory, toObservedSpans } from "#lib/sources/observed-spans.ts";
import { at, makeRevision, type Seen } from "#lib/sources/testing/make-revision.ts";

const drawn = { instanceId: "i-0a11", source: "s", track: "t", state: "InService", tone: "good" } as const;

function toParts(seen: Seen, now: string) {
  const revision = makeRevision("member", { entity: "e", value: {} }, seen);
  return toObservedSpans(revision, drawn, at(now)).map(({ state, from, to, certainty }) => ({
    state,
    from,
    to,
    certainty,
  }));
}

const observed = { state: "InService", certainty: "observed" };
const blind = { state: "not read", certainty: "unknown" };

describe("what our readings saw", () => {
  it.each<{ name: string; seen: Seen; now: string; parts: object[] }>([
    {
      name: "still holds",
      seen: { since: "14:00", lastSeen: "14:10" },
      now: "14:11",
      parts: [{ ...observed, from: at("14:00"), to: undefined }],
    },
    {
      name: "still holds five minutes after the last reading",
      seen: { since: "14:00", lastSeen: "14:10" },
      now: "14:15",
      parts: [{ ...observed, from: at("14:00"), to: undefined }],
    },
    {
      name: "is unknown later than that: nobody looked",
      seen: { since: "14:00", lastSeen: "14:10" },
      now: "14:15:01",
      parts: [
        { ...observed, from: at("14:00"), to: at("14:10") },
        { ...blind, from: at("14:10"), to: undefined },
      ],
    },
    {
      name: "holds until the reading that said otherwise",
      seen: { since: "14:00", lastSeen: "14:10", until: "14:11" },
      now: "15:00",
      parts: [{ ...observed, from: at("14:00"), to: at("14:11") }],
    },
    {
      name: "does not bridge a gap between readings",
      seen: { since: "14:00", lastSeen: "14:10", until: "14:40" },
      now: "15:00",
      parts: [
        { ...observed, from: at("14:00"), to: at("14:10") },
        { ...blind, from: at("14:10"), to: at("14:40") },
      ],
    },
  ])("$name", ({ seen, now, parts }) => {
    expect(toParts(seen, now)).toEqual(parts);
  });

  it("keeps what was last known beside what is unknown", () => {
    const revision = makeRevision("member", { entity: "e", value: {} }, { since: "14:00" });
    const [, unknown] = toObservedSpans(revision, drawn, at("15:00"));
    expect(unknown).toMatchObject({ tone: "unknown", detail: "last read as InService" });
  });
});

describe("the edge of a change", () => {
  it.each<{ name: string; seen: Seen; earliest: string | undefined }>([
    {
      name: "lies between the reading that did not show it and the one that did",
      seen: { before: "13:59", since: "14:00", lastSeen: "14:10" },
      earliest: "13:59",
    },
    {
      name: "is sharp where the two are a second apart",
      seen: { before: "13:59:59", since: "14:00", lastSeen: "14:10" },
      earliest: undefined,
    },
    {
      name: "is soft where they are two seconds apart",
      seen: { before: "13:59:58", since: "14:00", lastSeen: "14:10" },
      earliest: "13:59:58",
    },
    {
      name: "is not known where no reading came before",
      seen: { since: "14:00", lastSeen: "14:10" },
      earliest: undefined,
    },
  ])("$name", ({ seen, earliest }) => {
    const revision = makeRevision("member", { entity: "e", value: {} }, seen);
    const [span] = toObservedSpans(revision, drawn, at("14:10"));
    expect(span?.fromEarliest).toBe(earliest === undefined ? undefined : at(earliest));
  });

  it("belongs to what was read, not to the stretch in which nobody looked", () => {
    const seen = { before: "13:00", since: "14:00", lastSeen: "14:10" };
    const revision = makeRevision("member", { entity: "e", value: {} }, seen);
    const spans = toObservedSpans(revision, drawn, at("15:00"));
    expect(spans.map(({ fromEarliest }) => fromEarliest)).toEqual([at("13:00"), undefined]);
  });

  it("is where the state changed, not where something else about it did", () => {
    const make = (value: string, seen: Seen) => makeRevision("k", { entity: "e", value }, seen);
    const history = [
      make("a", { before: "13:00", since: "13:01", lastSeen: "13:02", until: "13:03" }),
      make("a too", { before: "13:02", since: "13:03", lastSeen: "13:04", until: "13:05" }),
      make("b", { before: "13:04", since: "13:05", lastSeen: "13:06", until: "13:07" }),
      make("b", { before: "13:09", since: "13:10" }),
    ];
    const spans = toObservedHistory(
      history,
      ({ value }) => ({ ...drawn, state: value[0] ?? "" }),
      at("13:10"),
    );
    expect(spans.map(({ state, fromEarliest }) => [state, fromEarliest])).toEqual([
      ["a", at("13:00")],
      ["a", undefined],
      ["b", at("13:04")],
      ["b", at("13:09")],
    ]);
  });
});

describe("what AWS's own timestamps told of the past", () => {
  it.each<{ name: string; seen: Seen; to: string | undefined }>([
    {
      name: "is exact from end to end, however long it lasted",
      seen: { since: "13:00", lastSeen: "14:00", until: "14:00", origin: "aws" },
      to: "14:00",
    },
    {
      name: "is open where it held at the instant that is looked at",
      seen: { since: "13:00", lastSeen: "13:00", origin: "aws" },
      to: undefined,
    },
  ])("$name", ({ seen, to }) => {
    expect(toParts(seen, "14:10")).toEqual([
      {
        state: "InService",
        certainty: "exact",
        from: at("13:00"),
        to: to === undefined ? undefined : at(to),
      },
    ]);
  });
});

describe("the last word on each entity", () => {
  it("is the youngest revision, whatever the order", () => {
    const make = (entity: string, since: string) => makeRevision("k", { entity, value: since }, { since });
    const latest = latestOfEach([make("a", "14:02"), make("b", "14:01"), make("a", "14:00")]);
    expect(latest.map(({ entity, value }) => [entity, value])).toEqual([
      ["a", "14:02"],
      ["b", "14:01"],
    ]);
  });
});
