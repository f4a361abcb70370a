import { describe, expect, it } from "vitest";
import { describeInstances } from "#lib/aws/operations.ts";
import type { Fact } from "#lib/domain/fact.ts";
import { addMs, type Instant } from "#lib/domain/time.ts";
import { asCall, type FakeAnswer, fakeReadAt, makeFakeCall } from "#lib/sources/fake-call.ts";
import { gather } from "#lib/sources/gather.ts";
import { readScope } from "#lib/sources/read-alone.ts";
import { defineSource, type ReadContext, type Source } from "#lib/sources/source.ts";

type Context = ReadContext<Record<string, unknown>>;
type Plan = Partial<Pick<Source, "after" | "mentions" | "kinds" | "operations">>;

function makeSource(id: string, read: (context: Context) => Promise<void>, plan: Plan = {}): Source {
  return defineSource<string, Record<string, unknown>>({
    id,
    title: id,
    level: "group",
    kinds: plan.kinds ?? [id],
    operations: plan.operations ?? [describeInstances],
    after: plan.after ?? [],
    mentions: plan.mentions ?? false,
    read,
  });
}

function makeFact(kind: string, entity = "x", value: unknown = 1): Fact {
  return { kind, entity, value, operation: "ec2:DescribeInstances" };
}

type Setup = { readonly known?: readonly Fact[]; readonly answers?: readonly FakeAnswer[] };

async function run(sources: readonly Source[], { known, answers = [] }: Setup = {}) {
  const readings = await gather({
    sources,
    place: readScope,
    scope: readScope,
    call: makeFakeCall(answers).call,
    clock: () => fakeReadAt,
    ...(known === undefined ? {} : { known }),
  });
  return Object.fromEntries(readings.map((reading) => [reading.source, reading]));
}

const failure = {
  kind: "denied",
  operation: "ec2:DescribeInstances",
  code: "Denied",
  message: "no",
} as const;
const failing = async (context: Context) => context.fail(failure);
const quiet = async () => undefined;

describe("order", () => {
  it("a source starts when those it needs have finished, and reads what they said", async () => {
    const readings = await run([
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
    const readings = await run([
      makeSource("a", async (context) => {
        context.emit(makeFact("a"));
        context.handOver();
        await blocked;
        context.fail(failure);
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
    expect(readings.a?.failures).toEqual([failure]);
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
    const made = sources.map(([id = "", after = ""]) => makeSource(id, quiet, { after: [after] }));
    await expect(run(made)).rejects.toThrow(error);
  });

  it("a source that uses facts it does not wait for is a bug", async () => {
    const sources = [makeSource("a", quiet), makeSource("b", async (context) => void context.known("a"))];
    await expect(run(sources)).rejects.toThrow("b uses a without naming a in after");
  });

  it("a call that was not declared is a bug", async () => {
    const source = makeSource("a", async (context) => void (await context.call(describeInstances, {})), {
      operations: [],
    });
    await expect(run([source])).rejects.toThrow("a calls ec2:DescribeInstances without declaring it");
  });

  it("a bug is thrown only after the others have finished", async () => {
    let finished = false;
    const sources = [
      makeSource("a", () => Promise.reject(new Error("bug in a"))),
      makeSource(
        "b",
        async () => {
          await new Promise(setImmediate);
          finished = true;
        },
        { after: ["a"] },
      ),
    ];
    await expect(run(sources)).rejects.toThrow("bug in a");
    expect(finished).toBe(true);
  });
});

describe("what earlier readings left", () => {
  const earlier = makeFact("a", "x", "earlier");

  it("stands in for a source that is not read this time", async () => {
    const reader = makeSource("b", async (context) => context.emit(makeFact("b", "x", context.known("a"))), {
      after: ["a"],
    });
    const readings = await run([reader], { known: [earlier, makeFact("c")] });
    expect(readings.b).toMatchObject({ facts: [makeFact("b", "x", [earlier])], truncated: false });
  });

  it("stands in for what a failed source did not say, and makes the reading one that proves no absence", async () => {
    const readings = await run(
      [
        makeSource("a", async (context) => {
          context.emit(makeFact("a", "y", "fresh"));
          context.fail(failure);
        }),
        makeSource("b", async (context) => context.emit(makeFact("b", "x", context.known("a"))), {
          after: ["a"],
        }),
      ],
      { known: [earlier, makeFact("a", "y", "stale")] },
    );
    expect(readings.b?.facts[0]?.value).toEqual([makeFact("a", "y", "fresh"), earlier]);
    expect(readings.b?.truncated).toBe(true);
  });

  it("is not used where the source was read: what it no longer names is over", async () => {
    const readings = await run(
      [
        makeSource("a", quiet),
        makeSource("b", async (context) => context.emit(makeFact("b", "x", context.known("a"))), {
          after: ["a"],
        }),
      ],
      { known: [earlier] },
    );
    expect(readings.b?.facts[0]?.value).toEqual([]);
  });

  it("is offered to the source itself", async () => {
    const source = makeSource("a", async (context) => context.emit(makeFact("a", "y", context.known("a"))));
    const readings = await run([source], { known: [earlier] });
    expect(readings.a).toMatchObject({ facts: [makeFact("a", "y", [earlier])], truncated: false });
  });
});

describe("failures", () => {
  it("one denied source leaves the others whole", async () => {
    const readings = await run([
      makeSource("a", failing),
      makeSource("b", async (context) => context.emit(makeFact("b"))),
    ]);
    expect(readings.a).toMatchObject({ facts: [], failures: [failure] });
    expect(readings.b).toMatchObject({ facts: [makeFact("b")], failures: [], truncated: false });
  });

  it("a source that could ask nothing carries the failure that kept it from asking, and so do those after it", async () => {
    const readings = await run([
      makeSource("a", failing),
      makeSource("b", async (context) => void context.known("a"), { after: ["a"] }),
      makeSource("c", async (context) => void context.known("b"), { after: ["b"] }),
    ]);
    expect(readings.b).toMatchObject({ failures: [failure], truncated: true });
    expect(readings.c).toMatchObject({ failures: [failure], truncated: true });
  });

  it("a source that had nothing to ask about, because there is nothing, is complete", async () => {
    const readings = await run([makeSource("a", quiet), makeSource("b", quiet, { after: ["a"] })]);
    expect(readings.b).toMatchObject({ facts: [], failures: [], truncated: false });
  });

  it("a source that could not know what to ask about has no reading, rather than an empty one", async () => {
    const readings = await run([
      makeSource("b", async (context) => void context.known("a"), { after: ["a"] }),
    ]);
    expect(readings).toEqual({});
  });

  it("an unreadable row makes the reading one that proves no absence", async () => {
    const readings = await run([makeSource("a", async (context) => context.drop("bad row"))]);
    expect(readings.a).toMatchObject({ dropped: ["bad row"], truncated: true });
  });
});

describe("mentions", () => {
  const id = "i-0a11aaaaaaaaaaaaa";
  const listen = async (context: Context) => {
    for await (const ids of context.mentioned(10)) context.emit(makeFact("listener", "ids", ids));
  };

  it("a listener gets what every mentioning source mentions", async () => {
    const readings = await run([
      makeSource("listener", listen),
      makeSource("a", async (context) => context.mention([id]), { mentions: true }),
      makeSource("b", async (context) => context.mention([id, "i-0b22bbbbbbbbbbbbb"]), { mentions: true }),
    ]);
    expect(readings.listener?.facts[0]?.value).toEqual([id, "i-0b22bbbbbbbbbbbbb"]);
    expect(readings.listener?.truncated).toBe(false);
  });

  it("a mentioning source that fails ends its mentions: the listener is not left waiting, but proves no absence", async () => {
    const readings = await run([
      makeSource("listener", listen),
      makeSource("a", failing, { mentions: true }),
      makeSource("b", async (context) => context.mention([id]), { mentions: true }),
    ]);
    expect(readings.listener).toMatchObject({ facts: [{ value: [id] }], failures: [], truncated: true });
  });

  it("what fails after a source said it mentioned all takes nothing from the listener", async () => {
    const readings = await run([
      makeSource("listener", listen),
      makeSource(
        "a",
        async (context) => {
          context.mention([id]);
          context.mentionedAll();
          context.fail(failure);
        },
        { mentions: true },
      ),
    ]);
    expect(readings.listener).toMatchObject({ failures: [], truncated: false });
  });

  it("a mentioning source that throws does not leave the listener waiting", async () => {
    const sources = [
      makeSource("listener", listen),
      makeSource("a", () => Promise.reject(new Error("bug")), { mentions: true }),
    ];
    await expect(run(sources)).rejects.toThrow("bug");
  });

  it.each([
    { name: "waits for the listener", after: ["listener"] },
    { name: "waits for one that waits for the listener", after: ["between"] },
  ])("a mentioning source that $name is refused, not waited for", async ({ after }) => {
    const sources = [
      makeSource("listener", listen),
      makeSource("between", quiet, { after: ["listener"] }),
      makeSource("a", quiet, { after, mentions: true }),
    ];
    await expect(run(sources)).rejects.toThrow("listener would wait for the mentions of a");
  });

  it("a listener that mentions is refused", async () => {
    await expect(run([makeSource("listener", listen, { mentions: true })])).rejects.toThrow(
      "would wait for the mentions of listener",
    );
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
    });
    expect(readings[0]?.readAt).toBe(early);
  });

  it("has each entity once, as it was said last", async () => {
    const readings = await run([
      makeSource("a", async (context) => {
        context.emit(makeFact("a", "x", "first"));
        context.emit(makeFact("a", "x", "second"));
      }),
    ]);
    expect(readings.a?.facts).toEqual([makeFact("a", "x", "second")]);
  });
});
