import { describe, expect, it } from "vitest";
import { describeInstances, listApplications } from "#lib/aws/operations.ts";
import { makeCannedAccount, makePort, place } from "#lib/aws/testing/canned-account.ts";
import type { Place } from "#lib/domain/scope.ts";

const allow = [listApplications, describeInstances];
const listing = { status: 200, body: "{}" };
const otherRegion = { ...place, region: "us-east-1" };
const otherAccount = { ...place, account: "444455556666" };

function makeCredentials(accessKeyId: string) {
  return { accessKeyId, secretAccessKey: "s", expiration: new Date(Date.now() + 3_600_000) };
}

describe("credentials", () => {
  it("are fetched once for all places that are given the same provider, and shared by their services", async () => {
    const fetchedFor: string[] = [];
    const makeProvider = (account: string) => async () => {
      fetchedFor.push(account);
      return makeCredentials(`AKIA${account}`);
    };
    const providers = new Map([place, otherAccount].map(({ account }) => [account, makeProvider(account)]));
    const credentialsFor = ({ account }: Place) => providers.get(account) ?? makeCredentials("AKIANOBODY");
    const account = makeCannedAccount(() => listing, { credentialsFor });
    const port = makePort(account, allow);
    await Promise.all([
      port.callFor(place)(listApplications, {}),
      port.callFor(place)(describeInstances, {}),
      port.callFor(otherRegion)(listApplications, {}),
      port.callFor(otherAccount)(listApplications, {}),
    ]);
    expect(fetchedFor.sort()).toEqual([place.account, otherAccount.account]);
    const signers = account.received.map(({ headers }) => /AKIA(\d+)/.exec(headers.authorization ?? "")?.[1]);
    expect(signers.sort()).toEqual([place.account, place.account, place.account, otherAccount.account]);
  });

  it("that nobody has for a place are a failure of its calls, and nothing is sent", async () => {
    const credentialsFor = () => {
      throw new Error("nobody reads it");
    };
    const account = makeCannedAccount(() => listing, { credentialsFor });
    const outcome = await makePort(account, allow).callFor(place)(listApplications, {});
    expect(outcome).toMatchObject({ ok: false, failure: { kind: "rejected", message: "nobody reads it" } });
    expect(account.received).toEqual([]);
  });
});

describe("credentials that are fetched anew", () => {
  function makeCounted() {
    const asked: (boolean | undefined)[] = [];
    const provider = async (options?: { forceRefresh?: boolean }) => {
      asked.push(options?.forceRefresh);
      return makeCredentials(`AKIA${asked.length}`);
    };
    return { asked, clients: makeCannedAccount(() => listing, { credentialsFor: () => provider }).clients };
  }

  it("are fetched once for all that ask together, from whatever region, and the provider is told why", async () => {
    const { asked, clients } = makeCounted();
    const sentAtMs = performance.now();
    await Promise.all([place, otherRegion].map((one) => clients.refreshCredentials(one, sentAtMs)));
    expect(asked).toEqual([true]);
  });

  it("are not fetched again for a call that was sent before, but for one that was sent after", async () => {
    const { asked, clients } = makeCounted();
    const sentAtMs = performance.now();
    await clients.refreshCredentials(place, sentAtMs);
    await clients.refreshCredentials(otherRegion, sentAtMs);
    expect(asked).toHaveLength(1);
    await clients.refreshCredentials(place, Number.MAX_VALUE);
    expect(asked).toHaveLength(2);
  });

  it("are tried again after they could not be fetched", async () => {
    let asked = 0;
    const credentialsFor = () => async () => {
      asked += 1;
      if (asked === 1) throw new Error("not now");
      return makeCredentials("AKIA1");
    };
    const { clients } = makeCannedAccount(() => listing, { credentialsFor });
    const sentAtMs = performance.now();
    await expect(clients.refreshCredentials(place, sentAtMs)).rejects.toThrow("not now");
    await clients.refreshCredentials(place, sentAtMs);
    expect(asked).toBe(2);
  });
});

describe("each place", () => {
  it("is asked at its own regional endpoint", async () => {
    const account = makeCannedAccount(() => listing);
    const port = makePort(account, allow);
    await port.callFor(place)(listApplications, {});
    await port.callFor(otherRegion)(listApplications, {});
    await port.callFor(otherRegion)(describeInstances, {});
    expect(account.received.map(({ host }) => host)).toEqual([
      "codedeploy.eu-west-1.amazonaws.com",
      "codedeploy.us-east-1.amazonaws.com",
      "ec2.us-east-1.amazonaws.com",
    ]);
  });

  it("is asked at the given endpoint, where there is one", async () => {
    const account = makeCannedAccount(() => listing, { endpoint: "http://127.0.0.1:9" });
    await makePort(account, allow).callFor(place)(listApplications, {});
    expect(account.received[0]?.host).toBe("127.0.0.1");
  });
});
