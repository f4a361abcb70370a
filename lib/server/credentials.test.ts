import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { describeInstances, getCallerIdentity, listApplications } from "#lib/aws/operations.ts";
import {
  bothRegions,
  entries,
  hub,
  openThreeAccounts,
  production,
  readApplications,
  staging,
  type ThreeAccounts,
} from "#lib/server/testing/three-accounts.ts";

let lab: ThreeAccounts;
beforeEach(async () => {
  lab = await openThreeAccounts();
});
afterEach(() => lab.close());

describe("an expired session", () => {
  it("is renewed exactly once for all calls that it fails, even for those that hear of it late", async () => {
    const connecting = await lab.connect([entries.production, entries.staging]);
    expect(lab.countAssumed()).toBe(2);
    for (const region of bothRegions)
      for (const service of ["codedeploy", "ec2", "sts"] as const)
        lab.simulator.faults.expire({ account: production, service, region, count: 1 });
    lab.simulator.faults.slow({ account: production, service: "ec2", region: "eu-west-1", count: 1 }, 1);
    const renewed = new Promise<void>((resolve) => {
      lab.simulator.calls.onCall(({ account, service, ok }) => {
        if (account === production && service === "codedeploy" && ok) resolve();
      });
    });
    lab.holdSlowCalls(renewed);
    const outcomes = await Promise.all(
      connecting.connection.places.flatMap((place) => {
        const call = connecting.connection.port.callFor(place);
        return [call(listApplications, {}), call(describeInstances, {}), call(getCallerIdentity, {})];
      }),
    );
    expect(outcomes.map((outcome) => outcome.ok)).toEqual(Array(9).fill(true));
    expect(lab.simulator.calls.count({ account: production, ok: false })).toBe(6);
    expect(lab.countAssumed()).toBe(3);
  });

  it("of what assumes the role is renewed first: a profile's keys are read again from its file", async () => {
    lab.writeProfile("hub", "AKIAHUB");
    const connecting = await lab.connect([{ ...entries.production, profile: "hub" }]);
    delete lab.keys.AKIAHUB;
    lab.keys.AKIARENEWED = hub;
    lab.writeProfile("hub", "AKIARENEWED");
    lab.simulator.faults.expire({ service: "codedeploy", count: 1 });
    expect(await readApplications(connecting, production, "us-east-1")).toEqual([`${production} us-east-1`]);
  });

  it("of the standard chain is renewed, too, before a role is assumed again", async () => {
    const connecting = await lab.connect([entries.production]);
    delete lab.keys.AKIAHUB;
    lab.keys.AKIARENEWED = hub;
    vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIARENEWED");
    lab.simulator.faults.expire({ service: "codedeploy", count: 1 });
    expect(await readApplications(connecting, production, "us-east-1")).toHaveLength(1);
  });
});

describe("a profile", () => {
  it("gives the credentials, and the region where the entry names none", async () => {
    lab.keys.AKIASTAGING = staging;
    lab.writeProfile("ours", "AKIASTAGING", "region = eu-west-1\n");
    const connecting = await lab.connect([{ name: "a", profile: "ours" }, entries.hub], "us-east-1");
    expect(connecting.connection.places).toEqual([
      { account: staging, region: "eu-west-1" },
      { account: hub, region: "us-east-1" },
    ]);
    expect(await readApplications(connecting, staging, "eu-west-1")).toEqual([`${staging} eu-west-1`]);
  });
});
