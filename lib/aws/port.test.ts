import { describe, expect, it } from "vitest";
import type { Clients } from "#lib/aws/clients.ts";
import { defaultLimits } from "#lib/aws/limits.ts";
import { describeInstances, listApplications, listDeploymentGroups } from "#lib/aws/operations.ts";
import type { PortSetup, SentCall } from "#lib/aws/port.ts";
import { makeCannedAccount, makePort, place, readAt } from "#lib/aws/testing/canned-account.ts";
import { makeManualTimer, settle } from "#lib/aws/testing/manual-timer.ts";

const allow = [listApplications, listDeploymentGroups, describeInstances];
const elsewhere = { ...place, region: "us-east-1" };

/** Clients that answer by hand: each request waits for `answer` or `fail`, in the order of sending. */
function makeHeldClients() {
  const held: { resolve(output: object): void; reject(error: unknown): void }[] = [];
  let sent = 0;
  const clients: Clients = {
    send: () => {
      sent += 1;
      return new Promise((resolve, reject) => held.push({ resolve, reject }));
    },
    refreshCredentials: async () => true,
  };
  const answer = (attempts = 1) => {
    held.shift()?.resolve({ applications: ["a"], $metadata: { requestId: "r", attempts } });
    return settle();
  };
  const fail = (name: string) => {
    held.shift()?.reject(Object.assign(new Error("said AWS"), { name, $metadata: { attempts: 3 } }));
    return settle();
  };
  return { clients, answer, fail, sent: () => sent };
}

function makeHeldPort(setup: Partial<PortSetup> = {}) {
  const account = makeHeldClients();
  const timer = makeManualTimer();
  const port = makePort(account, allow, { timer, random: () => 1, ...setup });
  return { ...account, timer, port, call: port.callFor(place) };
}

describe("an answer", () => {
  it("carries what AWS said and when it was read", async () => {
    const account = makeCannedAccount(() => ({
      status: 200,
      body: JSON.stringify({ applications: ["api"] }),
    }));
    const outcome = await makePort(account, allow).callFor(place)(listApplications, {});
    expect(outcome).toMatchObject({ ok: true, readAt, output: { applications: ["api"] } });
    expect(account.received[0]?.host).toBe("codedeploy.eu-west-1.amazonaws.com");
  });
});

describe("equal calls in flight", () => {
  it("are sent once and answered alike", async () => {
    const { call, answer, sent } = makeHeldPort();
    const both = [
      call(listDeploymentGroups, { applicationName: "a", nextToken: "t" }),
      call(listDeploymentGroups, { nextToken: "t", applicationName: "a" }),
    ];
    await settle();
    await answer();
    const [first, second] = await Promise.all(both);
    expect(first).toMatchObject({ ok: true });
    expect(second).toBe(first);
    expect(sent()).toBe(1);
  });

  it("are sent apart where input, operation or place differ", async () => {
    const { port, call, sent } = makeHeldPort();
    void call(listDeploymentGroups, { applicationName: "a" });
    void call(listDeploymentGroups, { applicationName: "b" });
    void call(listApplications, {});
    void port.callFor(elsewhere)(listApplications, {});
    await settle();
    expect(sent()).toBe(4);
  });

  it("are sent anew once the first has been answered, or failed", async () => {
    const { call, answer, fail, sent } = makeHeldPort();
    for (const end of [() => answer(), () => fail("InternalFailure"), () => answer()]) {
      const outcome = call(listApplications, {});
      await settle();
      await end();
      await outcome;
    }
    expect(sent()).toBe(3);
  });
});

describe("after throttling", () => {
  async function makeThrottled() {
    const held = makeHeldPort();
    const first = held.call(listApplications, {});
    await settle();
    await held.fail("ThrottlingException");
    await first;
    return held;
  }

  it("calls are answered at once, without asking, until the window ends", async () => {
    const { call, timer, sent } = await makeThrottled();
    await timer.advance(1_999);
    const refused = await call(listApplications, {});
    expect(refused).toMatchObject({
      ok: false,
      failure: {
        kind: "throttled",
        code: "BackingOff",
        attempts: 0,
        message: expect.stringContaining("another 1 s"),
      },
    });
    expect(sent()).toBe(1);
    await timer.advance(1);
    void call(listApplications, {});
    await settle();
    expect(sent()).toBe(2);
  });

  it("other services and places go on", async () => {
    const { port, call, sent } = await makeThrottled();
    void call(describeInstances, {});
    void port.callFor(elsewhere)(listApplications, {});
    await settle();
    expect(sent()).toBe(3);
  });

  it("those who waited for their turn are sent away", async () => {
    const limits = { ...defaultLimits, codedeploy: { ...defaultLimits.codedeploy, concurrency: 1 } };
    const { call, fail, sent } = makeHeldPort({ limits });
    const calls = ["a", "b", "c"].map((applicationName) => call(listDeploymentGroups, { applicationName }));
    await settle();
    await fail("ThrottlingException");
    const outcomes = await Promise.all(calls);
    expect(outcomes.map((outcome) => !outcome.ok && outcome.failure.code)).toEqual([
      "ThrottlingException",
      "BackingOff",
      "BackingOff",
    ]);
    expect(sent()).toBe(1);
  });
});

it("a call that finds the queue full is refused as our own budget", async () => {
  const limits = {
    ...defaultLimits,
    codedeploy: { concurrency: 1, burst: 1, refillPerSecond: 1, maxWaiting: 1 },
  };
  const { call, sent } = makeHeldPort({ limits });
  const calls = ["a", "b", "c"].map((applicationName) => call(listDeploymentGroups, { applicationName }));
  expect(await calls[2]).toMatchObject({
    ok: false,
    failure: {
      kind: "throttled",
      code: "QueueFull",
      message: expect.stringContaining("our own request budget"),
    },
  });
  expect(sent()).toBe(1);
});

it("a cold read of one group of 300 instances does not wait for its turn", async () => {
  const { clients } = makeHeldClients();
  const timer = makeManualTimer();
  let sent = 0;
  const counting: Clients = {
    ...clients,
    send: async () => {
      sent += 1;
      return { $metadata: { requestId: "r" } };
    },
  };
  const call = makePort({ clients: counting }, allow, { timer }).callFor(place);
  for (let index = 0; index < 50; index += 1)
    void call(listDeploymentGroups, { applicationName: `${index}` });
  for (let index = 0; index < 10; index += 1) void call(describeInstances, { NextToken: `${index}` });
  await timer.advance(0);
  expect(sent).toBe(60);
});

it("the SDK's retries draw on the budget too", async () => {
  const limits = {
    ...defaultLimits,
    codedeploy: { concurrency: 9, burst: 3, refillPerSecond: 1, maxWaiting: 9 },
  };
  const { call, answer, timer, sent } = makeHeldPort({ limits });
  void call(listApplications, {});
  await settle();
  await answer(3);
  void call(listApplications, {});
  await timer.advance(999);
  expect(sent()).toBe(1);
  await timer.advance(1);
  expect(sent()).toBe(2);
});

describe("what was spent", () => {
  it("counts requests per place and service, retries included, in total and over the last minute", async () => {
    const { port, call, answer, timer } = makeHeldPort();
    expect(port.spent()).toEqual([]);
    const first = call(listApplications, {});
    await settle();
    await answer(3);
    await first;
    await timer.advance(40_000);
    const second = call(listApplications, {});
    await settle();
    await answer();
    await second;
    expect(port.spent()).toEqual([{ place, service: "codedeploy", lastMinute: 4, total: 4 }]);
    await timer.advance(20_000);
    expect(port.spent()).toEqual([{ place, service: "codedeploy", lastMinute: 1, total: 4 }]);
  });

  it("is counted for the place alone, where a whole scope was given", async () => {
    const { port } = makeHeldPort();
    const scope = { ...place, application: "api", group: "prod" };
    void port.callFor(scope)(listApplications, {});
    await settle();
    expect(port.spent()[0]?.place).toStrictEqual(place);
  });

  it("counts nothing for calls that were not sent", async () => {
    const { port, call, fail } = makeHeldPort();
    const outcome = call(listApplications, {});
    await settle();
    await fail("CredentialsProviderError");
    expect(await outcome).toMatchObject({ ok: false, failure: { kind: "no-credentials" } });
    expect(port.spent()).toMatchObject([{ total: 0 }]);
  });

  it("is told call by call", async () => {
    const records: SentCall[] = [];
    const { call, answer, fail, timer } = makeHeldPort({ onCall: (record) => records.push(record) });
    const first = call(listApplications, {});
    await timer.advance(250);
    await answer(2);
    await first;
    const second = call(listApplications, {});
    await settle();
    await fail("AccessDeniedException");
    await second;
    expect(records).toEqual([
      { place, operation: "codedeploy:ListApplications", tookMs: 250, requests: 2 },
      { place, operation: "codedeploy:ListApplications", tookMs: 0, requests: 3, failure: "denied" },
    ]);
  });
});
