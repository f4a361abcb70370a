import { describe, expect, it } from "vitest";
import { type Clients, createClients } from "#lib/aws/clients.ts";
import { listApplications } from "#lib/aws/operations.ts";
import { makeCannedAccount, makePort, place } from "#lib/aws/testing/canned-account.ts";

const expired = {
  status: 400,
  body: JSON.stringify({ __type: "ExpiredTokenException", message: "expired" }),
};
const listing = { status: 200, body: JSON.stringify({ applications: ["api"] }) };

describe("expired credentials", () => {
  it("are fetched anew once, and the call is sent once more with them", async () => {
    let fetched = 0;
    const credentialsFor = () => async () => {
      fetched += 1;
      return {
        accessKeyId: `AKIA${fetched}`,
        secretAccessKey: "s",
        expiration: new Date(Date.now() + 3_600_000),
      };
    };
    const account = makeCannedAccount(
      (_index, { headers }) => (headers.authorization?.includes("AKIA2/") ? listing : expired),
      { credentialsFor },
    );
    const port = makePort(account, [listApplications]);
    const outcome = await port.callFor(place)(listApplications, {});
    expect(outcome).toMatchObject({ ok: true, output: { applications: ["api"] } });
    expect(account.received).toHaveLength(2);
    expect(port.spent()).toMatchObject([{ total: 2 }]);
    expect(fetched).toBe(2);
  });

  it("that stay expired are a failure after the second try", async () => {
    const account = makeCannedAccount(() => expired);
    const outcome = await makePort(account, [listApplications]).callFor(place)(listApplications, {});
    expect(outcome).toMatchObject({ ok: false, failure: { kind: "expired" } });
    expect(account.received).toHaveLength(2);
  });

  it("that a region refuses after they were renewed are not renewed on each call, and are for other regions", async () => {
    let fetched = 0;
    const provider = async () => {
      fetched += 1;
      const expiration = new Date(Date.now() + 3_600_000);
      return { accessKeyId: `AKIA${fetched}`, secretAccessKey: "s", expiration };
    };
    const unknown = { status: 400, body: JSON.stringify({ __type: "UnrecognizedClientException" }) };
    const account = makeCannedAccount(
      (_index, { headers, host }) =>
        host.includes(place.region) || !headers.authorization?.includes("AKIA3/") ? unknown : listing,
      { credentialsFor: () => provider },
    );
    const port = makePort(account, [listApplications]);
    for (const nextToken of ["1", "2", "3"])
      expect(await port.callFor(place)(listApplications, { nextToken })).toMatchObject({
        failure: { kind: "expired" },
      });
    expect(fetched).toBe(2);
    expect(account.received).toHaveLength(4);
    const elsewhere = { ...place, region: "us-east-1" };
    expect(await port.callFor(elsewhere)(listApplications, {})).toMatchObject({ ok: true });
    expect(fetched).toBe(3);
  });

  it("that cannot be fetched are the failure that is shown", async () => {
    let fetched = 0;
    const credentialsFor = () => async () => {
      fetched += 1;
      if (fetched > 1) throw Object.assign(new Error("sign in again"), { name: "CredentialsProviderError" });
      return { accessKeyId: "AKIA1", secretAccessKey: "s" };
    };
    const account = makeCannedAccount(() => expired, { credentialsFor });
    const outcome = await makePort(account, [listApplications]).callFor(place)(listApplications, {});
    expect(outcome).toMatchObject({
      ok: false,
      failure: { kind: "no-credentials", message: "sign in again" },
    });
    expect(account.received).toHaveLength(1);
  });
});

describe("the cap on a call", () => {
  it("ends an answer that never comes", async () => {
    const account = makeCannedAccount(() => "hang");
    const outcome = await makePort(account, [listApplications], { capMs: 50 }).callFor(place)(
      listApplications,
      {},
    );
    expect(outcome).toMatchObject({
      ok: false,
      failure: { kind: "timeout", message: "No complete answer within 0.05 s, retries included." },
    });
  });

  it("ends the wait for credentials that never come", async () => {
    const credentialsFor = () => () => new Promise<never>(() => undefined);
    const account = makeCannedAccount(() => listing, { credentialsFor });
    const outcome = await makePort(account, [listApplications], { capMs: 50 }).callFor(place)(
      listApplications,
      {},
    );
    expect(outcome).toMatchObject({ ok: false, failure: { kind: "timeout" } });
    expect(account.received).toEqual([]);
  });

  it("gives the turn back", async () => {
    const account = makeCannedAccount((index) => (index === 0 ? "hang" : listing));
    const limit = { concurrency: 1, burst: 9, refillPerSecond: 9, maxWaiting: 9 };
    const limits = {
      codedeploy: limit,
      autoscaling: limit,
      elasticloadbalancing: limit,
      ec2: limit,
      sts: limit,
    };
    const call = makePort(account, [listApplications], { capMs: 50, limits }).callFor(place);
    const outcomes = await Promise.all([
      call(listApplications, {}),
      call(listApplications, { nextToken: "t" }),
    ]);
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([false, true]);
  });

  it("aborts what is under way", async () => {
    let aborted = false;
    const clients: Clients = {
      ...createClients(),
      send: (_place, _service, _command, signal) => {
        signal.addEventListener("abort", () => {
          aborted = true;
        });
        return new Promise(() => undefined);
      },
    };
    await makePort({ clients }, [listApplications], { capMs: 20 }).callFor(place)(listApplications, {});
    expect(aborted).toBe(true);
  });
});
