import { describe, expect, it } from "vitest";
import type { Instance } from "#lib/domain/ec2.ts";
import { showInstances } from "#lib/sources/show-instances.ts";
import { at, makeRevision, type Seen } from "#lib/sources/testing/make-revision.ts";

const id = "i-0a11aaaaaaaaaaaaa";
type Listed = Extract<Instance, { readonly listed: true }>;

function makeInstance(state: string, seen: Seen, value: Partial<Listed> = {}) {
  const instance: Instance = { id, listed: true, state, tags: {}, ...value };
  return makeRevision("instance", { entity: id, value: instance as Instance }, seen);
}

function makeMissing(seen: Seen) {
  return makeRevision("instance", { entity: id, value: { id, listed: false } as Instance }, seen);
}

function show(...revisions: ReturnType<typeof makeInstance>[]) {
  const items = showInstances(revisions, at("14:20"));
  return {
    spans: items
      .flatMap((item) => (item.kind === "span" ? [item] : []))
      .map(({ state, from, to, certainty }) => ({ state, from, to, certainty })),
    marks: items.flatMap((item) => (item.kind === "mark" ? [item] : [])),
    items,
  };
}

const launched = { launchTime: at("13:00") };
const ended = { ...launched, terminatedAt: at("14:07"), stateTransitionReason: "User initiated (…)" };

describe("an instance that runs", () => {
  it("runs since its launch, which is marked", () => {
    const { spans, marks } = show(makeInstance("running", { since: "14:00", lastSeen: "14:20" }, launched));
    expect(spans).toEqual([
      { state: "running", from: at("13:00"), to: at("14:00"), certainty: "exact" },
      { state: "running", from: at("14:00"), to: undefined, certainty: "observed" },
    ]);
    expect(marks).toMatchObject([{ label: "launch", at: at("13:00"), track: "ec2" }]);
  });

  it("of which no launch time is known is seen to run since our first reading", () => {
    const { spans, marks } = show(makeInstance("running", { since: "14:00", lastSeen: "14:20" }));
    expect(spans).toEqual([{ state: "running", from: at("14:00"), to: undefined, certainty: "observed" }]);
    expect(marks).toEqual([]);
  });

  it("is not drawn before its first reading where it was stopped: when it stopped is not known", () => {
    const { spans } = show(makeInstance("stopped", { since: "14:00", lastSeen: "14:20" }, launched));
    expect(spans).toEqual([{ state: "stopped", from: at("14:00"), to: undefined, certainty: "observed" }]);
  });

  it("in a state AWS added later shows it as it is", () => {
    const { items } = show(makeInstance("levitating", { since: "14:00", lastSeen: "14:20" }));
    expect(items).toMatchObject([{ state: "levitating", tone: "unknown" }]);
  });
});

describe("an instance that ended", () => {
  it("before we ever read it lived from launch to termination, as far as AWS says, and ended then", () => {
    const { spans, marks } = show(makeInstance("terminated", { since: "14:10", lastSeen: "14:20" }, ended));
    expect(spans).toEqual([
      { state: "running", from: at("13:00"), to: at("14:07"), certainty: "observed" },
      { state: "terminated", from: at("14:07"), to: at("14:10"), certainty: "exact" },
      { state: "terminated", from: at("14:10"), to: undefined, certainty: "observed" },
    ]);
    expect(marks).toMatchObject([
      { label: "launch", at: at("13:00") },
      { label: "terminated", at: at("14:07"), tone: "gone", detail: "User initiated (…)" },
    ]);
  });

  it("between two readings ran until AWS's time, not until the reading that noticed", () => {
    const { spans } = show(
      makeInstance("running", { since: "14:05", lastSeen: "14:06", until: "14:09" }, launched),
      makeInstance("terminated", { since: "14:09", lastSeen: "14:20" }, ended),
    );
    expect(spans.slice(1)).toEqual([
      { state: "running", from: at("14:05"), to: at("14:07"), certainty: "observed" },
      { state: "shutting-down", from: at("14:07"), to: at("14:09"), certainty: "observed" },
      { state: "terminated", from: at("14:09"), to: undefined, certainty: "observed" },
    ]);
  });

  it("without AWS's time is marked where we noticed, with the stretch it may lie in", () => {
    const { marks } = show(
      makeInstance("running", { since: "14:05", lastSeen: "14:06", until: "14:09" }),
      makeInstance("shutting-down", { since: "14:09", lastSeen: "14:20" }),
    );
    expect(marks).toMatchObject([
      {
        label: "terminated",
        at: at("14:09"),
        detail: "between 2026-01-31T14:06:00.000Z and 2026-01-31T14:09:00.000Z",
      },
    ]);
  });

  it("without AWS's time and never seen alive is not marked: when is not known", () => {
    expect(show(makeInstance("terminated", { since: "14:09", lastSeen: "14:20" })).marks).toEqual([]);
  });
});

describe("an id that EC2 has no row for", () => {
  it("is gone, not absent from the picture", () => {
    const { items } = show(makeMissing({ since: "14:00", lastSeen: "14:20" }));
    expect(items).toMatchObject([
      { state: "not listed", tone: "gone", from: at("14:00"), certainty: "observed" },
    ]);
  });

  it("keeps the termination that EC2 told before it forgot the row", () => {
    const { spans, marks } = show(
      makeInstance("terminated", { since: "14:08", lastSeen: "14:14", until: "14:15" }, ended),
      makeMissing({ since: "14:15", lastSeen: "14:20" }),
    );
    expect(spans.map(({ state }) => state)).toEqual(["running", "terminated", "terminated", "not listed"]);
    expect(marks.map(({ label, at: time }) => [label, time])).toEqual([
      ["launch", at("13:00")],
      ["terminated", at("14:07")],
    ]);
  });

  it("is marked where it was last seen alive", () => {
    const { marks } = show(
      makeInstance("running", { since: "14:00", lastSeen: "14:14", until: "14:15" }),
      makeMissing({ since: "14:15", lastSeen: "14:20" }),
    );
    expect(marks).toMatchObject([{ label: "terminated", at: at("14:15") }]);
  });
});

describe("the edges of EC2's states", () => {
  const edges = (...revisions: ReturnType<typeof makeInstance>[]) =>
    show(...revisions).items.flatMap((item) =>
      item.kind === "span" ? [[item.state, item.from, item.fromEarliest]] : [],
    );

  it("are sharp where EC2's own time of launch leads up to the first reading", () => {
    const seen = { before: "13:59", since: "14:00", lastSeen: "14:20" };
    expect(edges(makeInstance("running", seen, launched))).toEqual([
      ["running", at("13:00"), undefined],
      ["running", at("14:00"), undefined],
    ]);
    expect(edges(makeInstance("running", seen))).toEqual([["running", at("14:00"), at("13:59")]]);
  });

  it.each([
    { name: "no earlier than EC2's own time of it", value: ended, earliest: "14:07" },
    {
      name: "since the last reading that did not show it, where EC2 gives no time",
      value: {},
      earliest: "14:06",
    },
  ])("a termination shows $name", ({ value, earliest }) => {
    const found = edges(
      makeInstance("running", { since: "14:05", lastSeen: "14:06", until: "14:09" }),
      makeInstance("terminated", { before: "14:06", since: "14:09", lastSeen: "14:20" }, value),
    );
    expect(found.at(-1)).toEqual(["terminated", at("14:09"), at(earliest)]);
  });

  it("what is cut off at EC2's time begins there, sharply", () => {
    const found = edges(
      makeInstance("pending", { since: "14:04", lastSeen: "14:04", until: "14:05" }),
      makeInstance("running", { before: "14:04", since: "14:05", lastSeen: "14:06", until: "14:09" }),
      makeInstance("terminated", { before: "14:06", since: "14:09", lastSeen: "14:20" }, ended),
    );
    expect(found.slice(1, 3)).toEqual([
      ["running", at("14:05"), at("14:04")],
      ["shutting-down", at("14:07"), undefined],
    ]);
  });
});

describe("what AWS told of the time before the first reading", () => {
  const lived = makeInstance(
    "running",
    { since: "13:00", lastSeen: "14:07", until: "14:07", origin: "aws" },
    launched,
  );
  const gone = makeInstance(
    "terminated",
    { since: "14:07", lastSeen: "14:10", until: "14:10", origin: "aws" },
    ended,
  );
  const read = makeInstance("terminated", { since: "14:10", lastSeen: "14:20" }, ended);

  it("is drawn once, as what was read then tells it", () => {
    expect(show(lived, gone, read)).toEqual(show(read));
    const ran = makeInstance(
      "running",
      { since: "13:00", lastSeen: "14:00", until: "14:00", origin: "aws" },
      launched,
    );
    const runs = makeInstance("running", { since: "14:00", lastSeen: "14:20" }, launched);
    expect(show(ran, runs)).toEqual(show(runs));
  });

  it("is exact where an instant before the first reading is looked at", () => {
    const { spans, marks } = show(
      lived,
      makeInstance("terminated", { since: "14:07", lastSeen: "14:08", origin: "aws" }, ended),
    );
    expect(spans).toEqual([
      { state: "running", from: at("13:00"), to: at("14:07"), certainty: "exact" },
      { state: "terminated", from: at("14:07"), to: undefined, certainty: "exact" },
    ]);
    expect(marks.map(({ label, at: time }) => [label, time])).toEqual([
      ["launch", at("13:00")],
      ["terminated", at("14:07")],
    ]);
  });
});

it("a stretch in which nobody looked is not drawn as running", () => {
  const { spans } = show(
    makeInstance("running", { since: "13:00", lastSeen: "13:10", until: "14:00" }),
    makeInstance("running", { since: "14:00", lastSeen: "14:20" }, { privateIp: "10.0.0.1" }),
  );
  expect(spans.map(({ state, certainty }) => [state, certainty])).toEqual([
    ["running", "observed"],
    ["not read", "unknown"],
    ["running", "observed"],
  ]);
});
