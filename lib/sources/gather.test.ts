import { describe, expect, it } from "vitest";
import { describeInstances } from "#lib/aws/operations.ts";
import { addMs, type Instant } from "#lib/domain/time.ts";
import { throwDefect } from "#lib/sources/defect.ts";
import { gather } from "#lib/sources/gather.ts";
import { asCall, fakeReadAt } from "#lib/sources/testing/fake-call.ts";
import {
  fail,
  gatherMade,
  makeFact,
  makeSource,
  sayNothing,
  testFailure,
} from "#lib/sources/testing/make-source.ts";
import { readScope } from "#lib/sources/testing/read-alone.ts";

describe("order", () => {
  it("a source starts when those it needs have finished, and reads what they said", async () => {
    const readings = await gatherMade([
      makeSource("b", async (context) => context.emit(makeFact("b", "x", context.known("a")[0]?.value)), {
        after: ["a"],
      }),
      makeSource("a", async (context) => {
        await Promise.resolve();
        context.emit(makeFact("a", "x", "from a"));
      }),
    ]);
    expect(readings.b?.facts).toEqual([makeFact("b", "x", "from a")]);
  });

  it("a source that hands over early lets others start while it reads on", async () => {
    const finish: (() => void)[] = [];
    const blocked = new Promise<void>((resolve) => finish.push(resolve));
    const readings = await gatherMade([
      makeSource("a", async (context) => {
        context.emit(makeFact("a"));
        context.handOver();
        await blocked;
        context.fail(testFailure);
      }),
      makeSource(
        "b",
        async (context) => {
          context.emit(makeFact("b", "x", context.known("a").length));
          for (const resolve of finish) resolve();
        },
        { after: ["a"] },
      ),
    ]);
    expect(readings.b).toMatchObject({ facts: [makeFact("b", "x", 1)], truncated: false });
    expect(readings.a?.failures).toEqual([testFailure]);
  });

  it.each([
    {
      name: "two that wait for each other",
      sources: [
        ["a", "b"],
        ["b", "a"],
      ],
      error: "a and b wait for each other",
    },
    { name: "one that waits for itself", sources: [["a", "a"]], error: "a and a wait for each other" },
    {
      name: "three in a ring",
      sources: [
        ["a", "b"],
        ["b", "c"],
        ["c", "a"],
      ],
      error: "wait for each other",
    },
    {
      name: "two of one name",
      sources: [
        ["a", ""],
        ["a", ""],
      ],
      error: "two sources are called a",
    },
  ])("$name are refused", async ({ sources, error }) => {
    const made = sources.map(([id = "", after = ""]) => makeSource(id, sayNothing, { after: [after] }));
    await expect(gatherMade(made)).rejects.toThrow(error);
  });

  it("a source that uses facts it does not wait for is a bug", async () => {
    const sources = [
      makeSource("a", sayNothing),
      makeSource("b", async (context) => void context.known("a")),
    ];
    const { b } = await gatherMade(sources);
    expect(b?.failures).toMatchObject([
      { kind: "defect", message: expect.stringContaining("b uses a without naming a in after") },
    ]);
  });

  it("a call that was not declared is a bug", async () => {
    const source = makeSource("a", async (context) => void (await context.call(describeInstances, {})), {
      operations: [],
    });
    const { a } = await gatherMade([source]);
    expect(a?.failures).toMatchObject([
      {
        kind: "defect",
        message: expect.stringContaining("a calls ec2:DescribeInstances without declaring it"),
      },
    ]);
  });
});

describe("a bug in one source", () => {
  const bug = new TypeError("cannot read 'id' of undefined");

  it("costs that source alone: it has failed, and the others say what they read", async () => {
    const readings = await gatherMade([
      makeSource("a", async (context) => {
        context.emit(makeFact("a"));
        throw bug;
      }),
      makeSource("b", async (context) => {
        await new Promise(setImmediate);
        context.emit(makeFact("b"));
      }),
    ]);
    expect(readings.a).toMatchObject({
      facts: [makeFact("a")],
      failures: [{ kind: "defect", operation: "a", code: "TypeError" }],
    });
    expect(readings.a?.failures[0]?.message).toMatch(/fault of Ghostline.*cannot read 'id' of undefined/);
    expect(readings.b).toMatchObject({ facts: [makeFact("b")], failures: [], truncated: false });
  });

  it("is told with the error itself, so that it can be mended", async () => {
    const told: unknown[] = [];
    await gatherMade([makeSource("a", () => Promise.reject(bug))], [], (...defect) => told.push(defect));
    expect(told).toEqual([["a", bug]]);
  });

  it("leaves those after it with what earlier readings left, proving no absence", async () => {
    const readings = await gatherMade(
      [
        makeSource("a", () => Promise.reject(bug)),
        makeSource("b", async (context) => context.emit(makeFact("b", "x", context.known("a"))), {
          after: ["a"],
        }),
      ],
      [makeFact("a", "x", "earlier")],
    );
    expect(readings.b).toMatchObject({
      facts: [makeFact("b", "x", [makeFact("a", "x", "earlier")])],
      truncated: true,
    });
  });
});

describe("what earlier readings left", () => {
  const earlier = makeFact("a", "x", "earlier");

  it("stands in for a source that is not read this time", async () => {
    const reader = makeSource("b", async (context) => context.emit(makeFact("b", "x", context.known("a"))), {
      after: ["a"],
    });
    const readings = await gatherMade([reader], [earlier, makeFact("c")]);
    expect(readings.b).toMatchObject({ facts: [makeFact("b", "x", [earlier])], truncated: false });
  });

  it("stands in for what a failed source did not say, and makes the reading one that proves no absence", async () => {
    const readings = await gatherMade(
      [
        makeSource("a", async (context) => {
          context.emit(makeFact("a", "y", "fresh"));
          context.fail(testFailure);
        }),
        makeSource("b", async (context) => context.emit(makeFact("b", "x", context.known("a"))), {
          after: ["a"],
        }),
      ],
      [earlier, makeFact("a", "y", "stale")],
    );
    expect(readings.b?.facts[0]?.value).toEqual([makeFact("a", "y", "fresh"), earlier]);
    expect(readings.b?.truncated).toBe(true);
  });

  it("is not used where the source was read: what it no longer names is over", async () => {
    const readings = await gatherMade(
      [
        makeSource("a", sayNothing),
        makeSource("b", async (context) => context.emit(makeFact("b", "x", context.known("a"))), {
          after: ["a"],
        }),
      ],
      [earlier],
    );
    expect(readings.b?.facts[0]?.value).toEqual([]);
  });

  it("is offered to the source itself", async () => {
    const source = makeSource("a", async (context) => context.emit(makeFact("a", "y", context.known("a"))));
    const readings = await gatherMade([source], [earlier]);
    expect(readings.a).toMatchObject({ facts: [makeFact("a", "y", [earlier])], truncated: false });
  });
});

describe("failures", () => {
  it("one denied source leaves the others whole", async () => {
    const readings = await gatherMade([
      makeSource("a", fail),
      makeSource("b", async (context) => context.emit(makeFact("b"))),
    ]);
    expect(readings.a).toMatchObject({ facts: [], failures: [testFailure] });
    expect(readings.b).toMatchObject({ facts: [makeFact("b")], failures: [], truncated: false });
  });

  it("a source that could ask nothing carries the failure that kept it from asking, and so do those after it", async () => {
    const readings = await gatherMade([
      makeSource("a", fail),
      makeSource("b", async (context) => void context.known("a"), { after: ["a"] }),
      makeSource("c", async (context) => void context.known("b"), { after: ["b"] }),
    ]);
    expect(readings.b).toMatchObject({ failures: [testFailure], truncated: true });
    expect(readings.c).toMatchObject({ failures: [testFailure], truncated: true });
  });

  it("a source that had nothing to ask about, because there is nothing, is complete", async () => {
    const readings = await gatherMade([
      makeSource("a", sayNothing),
      makeSource("b", sayNothing, { after: ["a"] }),
    ]);
    expect(readings.b).toMatchObject({ facts: [], failures: [], truncated: false });
  });

  it("a source that could not know what to ask about has no reading, rather than an empty one", async () => {
    const readings = await gatherMade([
      makeSource("b", async (context) => void context.known("a"), { after: ["a"] }),
    ]);
    expect(readings).toEqual({});
  });

  it("an unreadable row makes the reading one that proves no absence", async () => {
    const readings = await gatherMade([makeSource("a", async (context) => context.drop("bad row"))]);
    expect(readings.a).toMatchObject({ dropped: ["bad row"], truncated: true });
  });
});

describe("a reading", () => {
  it("is as old as its last answer, not as the moment everything was done", async () => {
    const early: Instant = addMs(fakeReadAt, -5_000);
    const readings = await gather({
      sources: [makeSource("a", async (context) => void (await context.call(describeInstances, {})))],
      place: readScope,
      scope: readScope,
      call: asCall(async () => ({ ok: true, output: {}, readAt: early })),
      clock: () => fakeReadAt,
      onDefect: throwDefect,
    });
    expect(readings[0]?.readAt).toBe(early);
  });

  it("has each entity once, as it was said last", async () => {
    const readings = await gatherMade([
      makeSource("a", async (context) => {
        context.emit(makeFact("a", "x", "first"));
        context.emit(makeFact("a", "x", "second"));
      }),
    ]);
    expect(readings.a?.facts).toEqual([makeFact("a", "x", "second")]);
  });
});

describe("a source whose provider is not read this time, and left nothing", () => {
  const reader = makeSource("b", async (context) => void context.known("a"), { after: ["a"] });
  const read = (lastReadAt: Instant | undefined) =>
    gather({
      sources: [reader],
      place: readScope,
      scope: readScope,
      call: asCall(() => Promise.reject(new Error("no call is made"))),
      clock: () => fakeReadAt,
      onDefect: throwDefect,
      lastReadAt: (id) => (id === "a" ? lastReadAt : undefined),
    });

  it("has no reading where the provider was never read whole", async () => {
    expect(await read(undefined)).toEqual([]);
  });

  it("has an empty, complete one where the provider said that there is nothing", async () => {
    expect(await read(fakeReadAt)).toMatchObject([{ source: "b", facts: [], truncated: false }]);
  });
});
