import { describe, expect, it } from "vitest";
import {
  batchGetDeployments,
  describeAutoScalingGroups,
  describeLifecycleHooks,
  getDeploymentConfig,
} from "#lib/aws/operations.ts";
import { askedAt, makeAsker, makeNames, textsOf } from "#lib/aws/testing/make-asker.ts";
import { failureKinds } from "#lib/domain/failure.ts";
import { addSeconds, type Instant } from "#lib/domain/time.ts";

type Input = Readonly<Record<string, unknown>>;

const ask = (...names: string[]) => ({ AutoScalingGroupNames: names, MaxRecords: 100 });
const toGroups = (input: Input) => ({
  AutoScalingGroups: textsOf(input, "AutoScalingGroupNames").map((name) => ({ AutoScalingGroupName: name })),
});
const said = (...names: string[]) => ({
  ok: true,
  output: { AutoScalingGroups: names.map((name) => ({ AutoScalingGroupName: name })) },
});
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Patience that ends when told. */
function makePatience() {
  let waiting: (() => void)[] = [];
  return {
    wait: () => new Promise<void>((resolve) => waiting.push(resolve)),
    end() {
      for (const resolve of waiting) resolve();
      waiting = [];
      return settle();
    },
  };
}

describe("an answer by name", () => {
  const seconds = (count: number) => addSeconds(askedAt, count);
  const makeKept = (answer: Parameters<typeof makeAsker>[0] = toGroups) => {
    let now = askedAt;
    const keep = { ms: 5_000, clock: () => now };
    const goTo = (instant: Instant) => {
      now = instant;
    };
    return { ...makeAsker(answer, settle, { keep }), goTo };
  };

  it.each([
    { what: "is as good as a new one for a while", at: seconds(4.999), calls: 1 },
    { what: "is asked for anew after that", at: seconds(5), calls: 2 },
    { what: "is asked for anew where the clock went back", at: seconds(-1), calls: 2 },
  ])("$what", async ({ at, calls }) => {
    const { batching, asked, goTo } = makeKept();
    await batching(describeAutoScalingGroups, ask("a", "b"));
    goTo(at);
    const outcome = await batching(describeAutoScalingGroups, ask("b"));
    expect(asked).toHaveLength(calls);
    expect(outcome).toMatchObject({ ...said("b"), readAt: seconds(calls - 1) });
  });

  it("that is a failure is not kept", async () => {
    let tries = 0;
    const { batching, asked } = makeKept((input) => {
      tries += 1;
      return tries === 1 ? "throttled" : toGroups(input);
    });
    expect(await batching(describeAutoScalingGroups, ask("a", "b"))).toMatchObject({ ok: false });
    expect(await batching(describeAutoScalingGroups, ask("a", "b"))).toMatchObject(said("a", "b"));
    expect(asked).toHaveLength(2);
  });
});

describe("asks that come close together", () => {
  it("are one call, and each gets its own part", async () => {
    const { batching, asked } = makeAsker(toGroups);
    const outcomes = await Promise.all([
      batching(describeAutoScalingGroups, ask("b", "c")),
      batching(describeAutoScalingGroups, ask("a")),
      batching(describeAutoScalingGroups, ask("c", "a")),
    ]);
    expect(asked).toEqual([{ operation: "DescribeAutoScalingGroups", input: ask("a", "b", "c") }]);
    expect(outcomes).toMatchObject([said("b", "c"), said("a"), said("c", "a")]);
  });

  it("are gathered until the batch has waited long enough", async () => {
    const patience = makePatience();
    const { batching, asked } = makeAsker(toGroups, patience.wait);
    const first = batching(describeAutoScalingGroups, ask("a"));
    await settle();
    const second = batching(describeAutoScalingGroups, ask("b"));
    await settle();
    expect(asked).toEqual([]);
    await patience.end();
    expect(asked.map(({ input }) => input)).toEqual([ask("a", "b")]);
    expect(await Promise.all([first, second])).toMatchObject([said("a"), said("b")]);
  });

  it("without patience are those of one turn of the event loop", async () => {
    const { batching, asked } = makeAsker(toGroups);
    const first = batching(describeAutoScalingGroups, ask("a"));
    await Promise.resolve();
    const second = batching(describeAutoScalingGroups, ask("b"));
    await settle();
    await batching(describeAutoScalingGroups, ask("c"));
    await Promise.all([first, second]);
    expect(asked.map(({ input }) => input)).toEqual([ask("a", "b"), ask("c")]);
  });

  it("and are equal are one ask", async () => {
    const { batching, asked } = makeAsker(toGroups);
    const input = ask("b", "a");
    const [first, second] = await Promise.all([
      batching(describeAutoScalingGroups, input),
      batching(describeAutoScalingGroups, { MaxRecords: 100, AutoScalingGroupNames: ["b", "a"] }),
    ]);
    expect(asked).toHaveLength(1);
    expect(second).toEqual(first);
  });

  it("and are equal share a call where different ones cannot", async () => {
    const { batching, asked } = makeAsker(({ deploymentConfigName }) => ({
      deploymentConfigInfo: { deploymentConfigName },
    }));
    const configs = ["all", "one", "all"].map((deploymentConfigName) =>
      batching(getDeploymentConfig, { deploymentConfigName }),
    );
    const [first, second, third] = await Promise.all(configs);
    expect(asked.map(({ input }) => input.deploymentConfigName)).toEqual(["all", "one"]);
    expect(second).toMatchObject({ output: { deploymentConfigInfo: { deploymentConfigName: "one" } } });
    expect(third).toEqual(first);
  });

  it("are apart where the operation cannot be merged", async () => {
    const { batching, asked } = makeAsker(() => ({ LifecycleHooks: [] }));
    const [first] = [1, 2].map(() => batching(describeLifecycleHooks, { AutoScalingGroupName: "a" }));
    expect(asked).toHaveLength(2);
    expect(await first).toMatchObject({ ok: true, readAt: askedAt });
  });
});

describe("the time of an answer", () => {
  it("is that of the last page of the shared call", async () => {
    const { batching } = makeAsker((input) =>
      input.NextToken === undefined ? { NextToken: "more" } : toGroups(input),
    );
    const asks = ["a", "b"].map((name) => batching(describeAutoScalingGroups, ask(name)));
    const readAt = addSeconds(askedAt, 1);
    expect(await Promise.all(asks)).toMatchObject([
      { ...said("a"), readAt },
      { ...said("b"), readAt },
    ]);
  });
});

describe("a shared call that fails", () => {
  const shared = [
    "no-credentials",
    "expired",
    "denied",
    "throttled",
    "unreachable",
    "timeout",
    "server",
    "cancelled",
    "defect",
  ];

  it.each(failureKinds.filter((kind) => shared.includes(kind)))(
    "with %s fails for everybody",
    async (kind) => {
      const { batching, asked } = makeAsker(() => kind);
      const outcomes = await Promise.all(
        ["a", "b", "c"].map((name) => batching(describeAutoScalingGroups, ask(name))),
      );
      expect(asked).toHaveLength(1);
      const failure = { kind, operation: describeAutoScalingGroups.id, message: `AWS: ${kind}` };
      expect(outcomes).toMatchObject([1, 2, 3].map(() => ({ ok: false, failure })));
    },
  );

  it.each(failureKinds.filter((kind) => !shared.includes(kind)))(
    "with %s is asked for apart",
    async (kind) => {
      const { batching, asked } = makeAsker((input) =>
        textsOf(input, "AutoScalingGroupNames").length > 1 ? kind : toGroups(input),
      );
      const outcomes = await Promise.all(
        ["a", "b", "c"].map((name) => batching(describeAutoScalingGroups, ask(name))),
      );
      expect(outcomes).toMatchObject([said("a"), said("b"), said("c")]);
      expect(asked.map(({ input }) => textsOf(input, "AutoScalingGroupNames").length)).toEqual(
        kind === "not-supported" || kind === "bad-response" ? [3, 1, 1, 1] : [3, 2, 1, 1, 1],
      );
    },
  );

  it("on its second page fails for everybody: nobody takes a part for the whole", async () => {
    const { batching } = makeAsker((input) =>
      input.NextToken === undefined ? { ...toGroups(input), NextToken: "more" } : "denied",
    );
    const asks = ["a", "b"].map((name) => batching(describeAutoScalingGroups, ask(name)));
    expect(await Promise.all(asks)).toMatchObject([{ ok: false }, { ok: false }]);
  });

  it("for a bug rejects for everybody", async () => {
    const { batching } = makeAsker(() => {
      throw new Error("not on the allow-list");
    });
    const asks = ["a", "b"].map((name) => batching(describeAutoScalingGroups, ask(name)));
    const results = await Promise.allSettled(asks);
    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });

  it("because one may not read its own deployment group is not denied to the others", async () => {
    const { batching } = makeAsker(({ deploymentIds }) =>
      String(deploymentIds).includes("secret") ? "denied" : { deploymentsInfo: [] },
    );
    const asks = ["d-1", "d-2", "secret"].map((id) => batching(batchGetDeployments, { deploymentIds: [id] }));
    expect(await Promise.all(asks)).toMatchObject([
      { ok: true },
      { ok: true },
      { failure: { kind: "denied" } },
    ]);
  });
});

describe("one bad name", () => {
  const isBad = (input: Input) => textsOf(input, "AutoScalingGroupNames").includes("a5");
  const answer = (input: Input) => (isBad(input) ? "rejected" : toGroups(input));
  const askAll = (batching: ReturnType<typeof makeAsker>["batching"], count: number) =>
    Promise.all(makeNames("a", count).map((name) => batching(describeAutoScalingGroups, ask(name))));

  it("is found in a few calls, and spoils nobody else's answer", async () => {
    const { batching, asked } = makeAsker(answer);
    const outcomes = await askAll(batching, 64);
    expect(outcomes.filter(({ ok }) => !ok)).toHaveLength(1);
    expect(outcomes[5]).toMatchObject({ ok: false, failure: { kind: "rejected" } });
    expect(outcomes[6]).toMatchObject(said("a6"));
    expect(asked).toHaveLength(1 + 2 * Math.log2(64));
  });

  it("is asked for alone from then on, until it is good again", async () => {
    let bad = true;
    const { batching, asked } = makeAsker((input) => (bad ? answer(input) : toGroups(input)));
    await askAll(batching, 64);
    const cold = asked.length;
    const outcomes = await askAll(batching, 64);
    expect(asked.length - cold).toBe(2);
    expect(outcomes[5]).toMatchObject({ ok: false });
    bad = false;
    await askAll(batching, 64);
    expect(asked.length - cold).toBe(4);
    const healed = await askAll(batching, 64);
    expect(asked.length - cold).toBe(5);
    expect(healed[5]).toMatchObject(said("a5"));
  });
});

describe("what cannot be merged", () => {
  it("is tried again only after ten batches", async () => {
    const { batching, asked } = makeAsker((input) =>
      textsOf(input, "AutoScalingGroupNames").length > 1 ? "not-supported" : toGroups(input),
    );
    const calls: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      const before = asked.length;
      await Promise.all(["a", "b"].map((name) => batching(describeAutoScalingGroups, ask(name))));
      calls.push(asked.length - before);
    }
    expect(calls).toEqual([3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3]);
  });
});
