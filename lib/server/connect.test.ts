import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { describeInstances, getCallerIdentity, listApplications } from "#lib/aws/operations.ts";
import {
  bothRegions,
  entries,
  externalId,
  hub,
  makeSimulator,
  openThreeAccounts,
  production,
  productionRole,
  readApplications,
  staging,
  stagingRole,
  type ThreeAccounts,
} from "#lib/server/testing/three-accounts.ts";

let lab: ThreeAccounts;
beforeEach(async () => {
  lab = await openThreeAccounts();
});
afterEach(() => lab.close());

describe("several accounts", () => {
  it("are each read with their own role, in their own regions", async () => {
    const connecting = await lab.connect([entries.production, entries.staging, entries.hub]);
    expect(connecting.connection.unreached).toEqual([]);
    expect(connecting.connection.places).toEqual([
      { account: production, region: "us-east-1" },
      { account: production, region: "eu-west-1" },
      { account: staging, region: "eu-west-1" },
      { account: hub, region: "us-east-1" },
    ]);
    expect([...connecting.connection.names]).toEqual([
      [production, "production"],
      [staging, "staging"],
      [hub, "hub"],
    ]);
    for (const { account, region } of connecting.connection.places)
      expect(await readApplications(connecting, account, region)).toEqual([`${account} ${region}`]);
  });

  it("assume each role once, for all services and regions together", async () => {
    const connecting = await lab.connect([entries.production, entries.staging]);
    await Promise.all(
      connecting.connection.places.flatMap((place) => {
        const call = connecting.connection.port.callFor(place);
        return [call(listApplications, {}), call(describeInstances, {}), call(getCallerIdentity, {})];
      }),
    );
    expect(lab.simulator.calls.count({ service: "codedeploy", ok: true })).toBe(3);
    expect(lab.countAssumed()).toBe(2);
  });

  it("that name no region are read in the ambient one", async () => {
    const connecting = await lab.connect([{ name: "staging", role: stagingRole }], "us-east-1");
    expect(connecting.connection.places).toEqual([{ account: staging, region: "us-east-1" }]);
  });

  it("that name no region where none is set either are told so, without a call", async () => {
    const connecting = await lab.connect([{ name: "staging", role: stagingRole }, entries.hub]);
    expect(connecting.connection.unreached).toMatchObject([
      { name: "staging", regions: ["unknown"], failure: { kind: "rejected", code: "NoRegion" } },
    ]);
    expect(connecting.connection.places).toEqual([{ account: hub, region: "us-east-1" }]);
    expect(lab.countAssumed()).toBe(0);
  });

  it("are never read with another account's credentials: a place of none of them is not asked at all", async () => {
    const connecting = await lab.connect([entries.staging]);
    const failure = await readApplications(connecting, staging, "us-east-1");
    expect(failure).toMatchObject({
      kind: "rejected",
      message: `No account of the accounts file reads ${staging}/us-east-1.`,
    });
    expect(lab.simulator.calls.count({ service: "codedeploy" })).toBe(0);
  });

  it("go to AWS_ENDPOINT_URL_STS for their roles and their ids, where it is set", async () => {
    const other = makeSimulator(lab.keys);
    const sts = await other.listen({ port: 0 });
    vi.stubEnv("AWS_ENDPOINT_URL_STS", sts.url);
    const connecting = await lab.connect([entries.production]);
    expect(await readApplications(connecting, production, "eu-west-1")).toHaveLength(1);
    await sts.close();
    expect(other.calls.count({ operation: "AssumeRole", ok: true })).toBe(1);
    expect(other.calls.count({ operation: "GetCallerIdentity", ok: true })).toBe(1);
    expect(lab.simulator.calls.count()).toBe(1);
  });
});

describe("an account that cannot be reached", () => {
  it("for its external id is denied, and the others are read", async () => {
    const wrong = { ...entries.production, externalId: "guess" };
    const connecting = await lab.connect([wrong, entries.staging]);
    expect(connecting.connection.places).toEqual([{ account: staging, region: "eu-west-1" }]);
    expect(connecting.connection.unreached).toMatchObject([
      {
        name: "production",
        regions: bothRegions,
        failure: {
          kind: "denied",
          missingAction: "sts:AssumeRole",
          message: expect.stringContaining(`sts:AssumeRole on resource: ${productionRole}`),
        },
      },
    ]);
    expect(await readApplications(connecting, staging, "eu-west-1")).toEqual([`${staging} eu-west-1`]);
    expect(await connecting.retry()).toBe(false);
    expect(connecting.connection.unreached).toHaveLength(1);
  });

  it("is there after a retry that reaches it, in its turn; then nothing is asked any more", async () => {
    lab.simulator.faults.deny({ operation: "AssumeRole", count: 1 });
    const connecting = await lab.connect([entries.production]);
    expect(connecting.connection.places).toEqual([]);
    const both = await Promise.all([connecting.retry(), connecting.retry()]);
    expect(both).toEqual([true, true]);
    expect(connecting.connection.places).toHaveLength(2);
    expect(connecting.connection.unreached).toEqual([]);
    expect(connecting.connection.names.get(production)).toBe("production");
    expect(await readApplications(connecting, production, "us-east-1")).toHaveLength(1);
    expect(lab.countAssumed()).toBe(2);
    lab.simulator.calls.clear();
    expect(await connecting.retry()).toBe(false);
    expect(lab.simulator.calls.count()).toBe(0);
  });

  it("for AWS answering as another account is not read", async () => {
    lab.keys[`ASIA${production}`] = hub;
    const connecting = await lab.connect([entries.production, entries.staging]);
    expect(connecting.connection.places).toEqual([{ account: staging, region: "eu-west-1" }]);
    expect(connecting.connection.unreached).toMatchObject([
      {
        name: "production",
        failure: {
          kind: "rejected",
          code: "WrongAccount",
          message: `The role ${productionRole} is of account ${production}, but AWS says that its credentials are of account ${hub}.`,
        },
      },
    ]);
  });

  it("for its profile not being there is told so", async () => {
    const connecting = await lab.connect([{ name: "a", profile: "nobody", regions: ["eu-west-1"] }]);
    expect(connecting.connection.unreached).toMatchObject([
      { name: "a", failure: { kind: "no-credentials" } },
    ]);
  });
});

describe("two entries of the same account", () => {
  const again = { name: "again", role: productionRole, externalId };

  it("and the same region are refused by both names, and the first is read", async () => {
    const connecting = await lab.connect([entries.production, { ...again, regions: ["eu-west-1"] }]);
    expect(connecting.connection.places).toHaveLength(2);
    expect(connecting.connection.unreached).toMatchObject([
      {
        name: "again",
        failure: {
          code: "SamePlace",
          message: `"production" and "again" of the accounts file are both account ${production} in eu-west-1: only "production" is read.`,
        },
      },
    ]);
  });

  it("in different regions are both read, under both names", async () => {
    const connecting = await lab.connect([
      { ...entries.production, regions: ["us-east-1"] },
      { ...again, regions: ["eu-west-1"] },
    ]);
    expect(connecting.connection.places).toHaveLength(2);
    expect(connecting.connection.names.get(production)).toBe("production, again");
    expect(await readApplications(connecting, production, "eu-west-1")).toHaveLength(1);
    expect(lab.countAssumed()).toBe(2);
  });
});

describe("without an accounts file", () => {
  const ambient = { account: hub, region: "eu-west-1" };

  it("the account of the standard chain is read in the ambient region, under no name", async () => {
    const connecting = await lab.connect([], "eu-west-1");
    expect(connecting.connection).toMatchObject({ places: [ambient], unreached: [] });
    expect(connecting.connection.names.size).toBe(0);
    expect(await readApplications(connecting, hub, "eu-west-1")).toEqual([`${hub} eu-west-1`]);
  });

  it("the account is read as unknown where AWS will not say which it is", async () => {
    lab.simulator.faults.deny({ service: "sts" });
    const connecting = await lab.connect([], "eu-west-1");
    expect(connecting.connection).toMatchObject({
      places: [{ account: "unknown", region: "eu-west-1" }],
      unreached: [],
    });
    expect(await readApplications(connecting, "unknown", "eu-west-1")).toEqual([`${hub} eu-west-1`]);
  });

  it("trouble that leaves nothing to read is told, until a retry finds it gone", async () => {
    const renew = lab.simulator.faults.expire({ service: "sts" });
    const connecting = await lab.connect([], "eu-west-1");
    expect(connecting.connection.places).toEqual([]);
    expect(connecting.connection.unreached).toMatchObject([
      { name: "unknown", regions: ["eu-west-1"], failure: { kind: "expired" } },
    ]);
    renew();
    expect(await connecting.retry()).toBe(true);
    expect(connecting.connection.places).toEqual([ambient]);
  });

  it("a profile's region that is none is trouble, too, and nothing is asked", async () => {
    const connecting = await lab.connect([], "us east 1");
    expect(connecting.connection.unreached).toMatchObject([
      {
        regions: ["us east 1"],
        failure: {
          code: "BadRegion",
          message: 'The AWS profile\'s region is "us east 1", which is no region: write e.g. us-east-1.',
        },
      },
    ]);
    expect(lab.simulator.calls.count()).toBe(0);
  });

  it("no region is trouble, too, and nothing is asked", async () => {
    const connecting = await lab.connect([]);
    expect(connecting.connection.unreached).toMatchObject([
      {
        name: "unknown",
        regions: ["unknown"],
        failure: {
          code: "NoRegion",
          message: "No AWS region is set: set AWS_REGION, or a region in the AWS profile.",
        },
      },
    ]);
    expect(lab.simulator.calls.count()).toBe(0);
  });
});
