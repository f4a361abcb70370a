import { describe, expect, it } from "vitest";
import { makeCannedAccount, makePort, place } from "#lib/aws/canned-account.ts";
import { describeInstances, listApplications } from "#lib/aws/operations.ts";

const allow = [listApplications, describeInstances];
const listing = { status: 200, body: "{}" };
const otherRegion = { ...place, region: "us-east-1" };
const otherAccount = { ...place, account: "444455556666" };

describe("credentials", () => {
  it("are fetched once per account and shared by its services and regions", async () => {
    const fetchedFor: string[] = [];
    const credentialsFor = (account: string) => async () => {
      fetchedFor.push(account);
      return {
        accessKeyId: `AKIA${account}`,
        secretAccessKey: "s",
        expiration: new Date(Date.now() + 3_600_000),
      };
    };
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
