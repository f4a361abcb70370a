import { describe, expect, it } from "vitest";
import { type Service, services, type TroubleName, troubles } from "#lib/testing/aws-troubles.ts";
import { toTold } from "#lib/testing/expect-honest.ts";
import { expectHonestFromTheStart, openInTheMiddle, openTroubled } from "#lib/testing/troubled-account.ts";

const names = Object.keys(troubles) as TroubleName[];

describe("one service in trouble: what is missing is never fine, and never an alarm", () => {
  it.concurrent.each(names)(
    "%s from the start: what rests on it cannot be told, the rest is there, nothing is invented",
    async (name) => {
      const told = await Promise.all(
        services.map((service) => expectHonestFromTheStart({ [service]: name })),
      );
      expect(Math.max(...told)).toBeGreaterThan(0);
    },
  );

  it.concurrent.each(names.filter((name) => troubles[name].failure !== undefined))(
    "%s in the middle: what was known turns into neither all-clear nor alarm, and comes back",
    async (name) => {
      const expectBack = async (service: Service) => {
        const { account, full } = await openInTheMiddle({ [service]: name });
        account.end();
        await account.elapse(300);
        await account.elapse(15);
        const again = await account.incident();
        expect(again.sources.map(({ id, status }) => `${id} ${status}`)).toEqual(
          full.sources.map(({ id }) => `${id} ok`),
        );
        expect(toTold(again)).toEqual(expect.arrayContaining([...toTold(full)]));
      };
      await Promise.all(services.map(expectBack));
    },
  );

  it("where CodeDeploy says nothing from the start, no group is named, and none is called fine", async () => {
    const account = await openTroubled();
    account.begin({ codedeploy: "denied" });
    await account.read();
    expect(await account.scopes()).toEqual([]);
    account.end();
    await account.elapse(60);
    expect(toTold(await account.incident())).toContain("recursive-deployment-limbo asg-prod-api");
  });
});
