import { describe, expect, it } from "vitest";
import { createBatchingCall, createKnownBatches } from "#lib/aws/batching/batching-call.ts";
import { createClients } from "#lib/aws/clients.ts";
import type { Call } from "#lib/aws/operation.ts";
import { batchGetDeploymentGroups } from "#lib/aws/operations.ts";
import { createPort } from "#lib/aws/port.ts";
import { settle } from "#lib/aws/testing/manual-timer.ts";
import type { Fact, Reading } from "#lib/domain/fact.ts";
import type { Scope } from "#lib/domain/scope.ts";
import { addMs, hourMs, type Instant, minuteMs, toInstant } from "#lib/domain/time.ts";
import { allowedOperations } from "#lib/server/connect.ts";
import {
  type AccountSetup,
  openAccount,
  simulatedAccount,
  simulatedCredentials,
  simulatedRegions,
} from "#lib/simulator/scenarios/open-account.ts";
import { defineStory, type Story } from "#lib/simulator/scenarios/stage.ts";
import { throwDefect } from "#lib/sources/defect.ts";
import { gather } from "#lib/sources/gather.ts";
import * as sources from "#lib/sources/index.ts";
import { expectedFindings } from "#lib/testing/expected-findings.ts";

const testCurtain = toInstant(Date.UTC(2026, 2, 4, 14));
const sixWeeksMs = 42 * 24 * hourMs;
const groupSources = Object.values(sources).filter(({ level }) => level === "group");
const limit = { concurrency: 200, burst: 100_000, refillPerSecond: 100_000, maxWaiting: 10_000 };
const limits = { codedeploy: limit, autoscaling: limit, elasticloadbalancing: limit, ec2: limit, sts: limit };

/** An account whose time stands still but where told, with one region's calls. */
function open(stories: readonly Story[], mount: AccountSetup["mount"] = {}) {
  let now: Instant = testCurtain;
  const clock = () => now;
  const { world, simulator } = openAccount({ stories, now, realNowMs: clock, mount });
  const clients = createClients({
    credentialsFor: () => simulatedCredentials,
    requestHandler: simulator.requestHandler(),
  });
  const port = createPort({ clients, allow: allowedOperations, clock, limits });
  return {
    callFor: (region: string) => port.callFor({ account: simulatedAccount, region }),
    elapse(ms: number) {
      now = addMs(now, ms);
    },
    scopes(region: string): readonly Scope[] {
      const groups = world.region(simulatedAccount, region).deploymentGroups.values();
      return [...groups].map(({ application, name }) => ({
        account: simulatedAccount,
        region,
        application,
        group: name,
      }));
    },
    read: async (scope: Scope, call: Call, known: readonly Fact[] = []) =>
      toSorted(
        await gather({
          sources: groupSources,
          place: scope,
          scope,
          call,
          clock,
          known,
          onDefect: throwDefect,
        }),
      ),
    readDeep: async (scope: Scope, call: Call) =>
      toSorted(
        await gather({
          sources: groupSources,
          place: scope,
          scope,
          call,
          clock,
          onDefect: throwDefect,
          since: addMs(now, -sixWeeksMs),
        }),
      ),
    state: (region: string) => world.region(simulatedAccount, region),
    faults: simulator.faults,
    /** The calls that the task makes, by operation. */
    async count<T>(
      task: () => Promise<T>,
    ): Promise<{ result: T; calls: Record<string, number>; total: number }> {
      simulator.calls.clear();
      const result = await task();
      const calls: Record<string, number> = {};
      for (const { operation } of simulator.calls.recent()) calls[operation] = (calls[operation] ?? 0) + 1;
      return { result, calls, total: simulator.calls.count() };
    },
  };
}

type Account = ReturnType<typeof open>;
type Readings = readonly (readonly Reading[])[];
/** By group. */
type Known = readonly (readonly Fact[])[];

/** Of those that can be played in one world, enough for every kind of answer; all of them take long and read the same. */
const everyStory: readonly Story[] = expectedFindings
  .flatMap(({ story, parameters }) => (parameters === undefined ? [story] : []))
  .filter(({ region }, index) => index % (region === "eu-west-1" ? 3 : 6) === 0);

const regions = simulatedRegions.map((region) => ({ region }));

async function readEach(account: Account, region: string, known: Known = []): Promise<Readings> {
  const call = account.callFor(region);
  const readings: (readonly Reading[])[] = [];
  for (const [index, scope] of account.scopes(region).entries())
    readings.push(await account.read(scope, call, known[index]));
  return readings;
}

function readAll(account: Account, region: string, batching: Call, known: Known = []): Promise<Readings> {
  const reading = account.scopes(region).map((scope, index) => account.read(scope, batching, known[index]));
  return Promise.all(reading);
}

describe.each(regions)("every story in $region at once", ({ region }) => {
  it("reads the same alone and together, at any time and with what earlier readings left", async () => {
    const account = open(everyStory);
    const batching = createBatchingCall({ call: account.callFor(region), patience: settle });
    let known: Known = [];
    for (const minutes of [0, 0.25, 7, 45]) {
      account.elapse(minutes * minuteMs);
      const alone = await account.count(() => readEach(account, region, known));
      const together = await account.count(() => readAll(account, region, batching, known));
      expect(together.result).toEqual(alone.result);
      expect(together.total).toBeLessThanOrEqual(alone.total);
      known = alone.result.map((readings) => readings.flatMap(({ facts }) => facts));
    }
  });

  it("reads the same six weeks back", async () => {
    const account = open(everyStory);
    const call = account.callFor(region);
    const batching = createBatchingCall({ call, patience: settle });
    const scopes = account.scopes(region);
    const alone = await Promise.all(scopes.map((scope) => account.readDeep(scope, call)));
    expect(await Promise.all(scopes.map((scope) => account.readDeep(scope, batching)))).toEqual(alone);
  });

  it("reads the same where AWS's pages are short", async () => {
    const account = open(everyStory, {
      pageSizes: {
        ListDeployments: 35,
        DescribeScalingActivities: 45,
        DescribeAutoScalingGroups: 5,
        DescribeInstances: 30,
        DescribeTargetGroups: 4,
      },
    });
    const batching = createBatchingCall({ call: account.callFor(region), patience: settle });
    expect(await readAll(account, region, batching)).toEqual(await readEach(account, region));
  });

  it("reads the same where a thing that groups name is gone", async () => {
    const account = open(everyStory);
    const state = account.state(region);
    const [autoScalingGroup] = state.autoScalingGroups.keys();
    const [targetGroup] = state.targetGroups.keys();
    state.autoScalingGroups.delete(autoScalingGroup ?? "");
    state.targetGroups.delete(targetGroup ?? "");
    const batching = createBatchingCall({ call: account.callFor(region), patience: settle });
    const alone = await readEach(account, region);
    const facts = alone.flat().flatMap((reading) => reading.facts);
    expect(facts.some(({ kind }) => kind === "missing-target-group")).toBe(true);
    for (let round = 0; round < 2; round += 1)
      expect(await readAll(account, region, batching)).toEqual(alone);
  });
});

describe("groups of which something is not permitted", () => {
  const region = "eu-west-1";
  const account = open(everyStory.filter((story) => story.region === region));
  const operations = [...createKnownBatches().map(({ operation }) => operation), batchGetDeploymentGroups];

  it.each([...new Set(operations.map(({ id }) => id.replace(/^.*:/, "")))])(
    "read the same without %s",
    async (operation) => {
      account.faults.clear();
      account.faults.deny({ operation });
      const batching = createBatchingCall({ call: account.callFor(region), patience: settle });
      const alone = await readEach(account, region);
      expect(await readAll(account, region, batching)).toEqual(alone);
    },
  );
});

describe("sixty groups at once", () => {
  const groups = 60;
  const applications = 6;
  const instancesEach = 3;
  const sixty = defineStory({
    id: "sixty-groups",
    region: "us-east-1",
    title: "Sixty services of six applications, which launch their instances and are quiet then.",
    play({ build }) {
      for (let index = 0; index < groups; index += 1)
        build.service(
          { application: `app-${index % applications}`, group: `group-${index}` },
          { desired: instancesEach },
        );
    },
  });

  it("take as many calls as what they name needs, not as they are", async () => {
    const account = open([sixty]);
    const batching = createBatchingCall({
      call: account.callFor(sixty.region),
      patience: waitForMany,
    });
    const alone = await account.count(() => readEach(account, sixty.region));
    const cold = await account.count(() => readAll(account, sixty.region, batching));
    expect(cold.result).toEqual(alone.result);
    // One before the world began, and one for each launch.
    const deploymentsEach = 1 + instancesEach;
    const deployments = groups * deploymentsEach;
    const pages = Math.ceil(deployments / 100);
    const instanceCalls = Math.ceil((groups * instancesEach) / 100);
    expect(cold.calls).toEqual({
      ...alone.calls,
      BatchGetDeploymentGroups: applications,
      GetDeploymentGroup: undefined,
      GetDeploymentConfig: 1,
      ListDeployments: pages,
      // Once to learn whose they are, and once for what they say.
      BatchGetDeployments: 2 * Math.ceil(deployments / 25),
      DescribeAutoScalingGroups: 1,
      DescribeScalingActivities: Math.ceil((groups * instancesEach) / 100),
      DescribeInstances: instanceCalls,
      DescribeInstanceStatus: instanceCalls,
      DescribeTargetGroups: 1,
    });

    const known = cold.result.map((readings) => readings.flatMap(({ facts }) => facts));
    account.elapse(minuteMs);
    const warm = await account.count(() => readAll(account, sixty.region, batching, known));
    expect(warm.calls).toMatchObject({ ListDeployments: pages, DescribeAutoScalingGroups: 1 });
    // The deployments have ended, and whose they are is known.
    expect(warm.calls.BatchGetDeployments).toBeUndefined();
  });
});

/** Patience for whatever the simulated account can answer meanwhile. */
async function waitForMany(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** In which order a reading names things depends on which answer came first, and means nothing. */
function toSorted(readings: readonly Reading[]): readonly Reading[] {
  return readings.map((reading) => ({
    ...reading,
    facts: sortBy(reading.facts, ({ kind, entity }) => `${kind} ${entity}`),
    failures: sortBy(reading.failures, (failure) => JSON.stringify(failure)),
  }));
}

function sortBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  return items.toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}
