import { describe, expect, it } from "vitest";
import { at, makeRevision, type Seen } from "#lib/sources/make-revision.ts";
import { latestOfEach, toObservedSpans } from "#lib/sources/observed-spans.ts";

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
