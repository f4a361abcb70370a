import { describe, expect, it } from "vitest";
import type { Place } from "#lib/domain/scope.ts";
import { toIso } from "#lib/domain/time.ts";
import { Found } from "#lib/report/schema.ts";
import { findEverywhere, type KnownEntries } from "#lib/server/find-everywhere.ts";
import { listScopes } from "#lib/server/scopes.ts";
import { createViewCache } from "#lib/server/view-cache.ts";
import { quietGroups, recursiveLimbo } from "#lib/simulator/scenarios/index.ts";
import { simulatedAccount } from "#lib/simulator/scenarios/open-account.ts";
import { type ObservedAccount, observeAccount } from "#lib/testing/observed-account.ts";

const place: Place = { account: simulatedAccount, region: "us-east-1" };

function makeFinder(account: ObservedAccount) {
  const { history, now: clock } = account;
  const entries = createViewCache<KnownEntries>({ keepMs: 1e9, most: 100 });
  return async (q: string) =>
    await findEverywhere(
      {
        clock,
        history,
        places: () => [place],
        scopes: (where) => listScopes(history, where, clock()),
        entries,
      },
      q,
    );
}

describe("what the simulated account has", () => {
  it("is found as AWS said it on the wire, and the answer is of the shape that the page expects", async () => {
    const account = await observeAccount({ stories: [recursiveLimbo, quietGroups] });
    await account.read();
    const find = makeFinder(account);
    const { lanes } = await account.report("prod-api");
    const ghost = lanes.find((lane) => lane.ghost)?.instanceId ?? "";

    const found = Found.parse(await find(ghost));
    expect(found.kinds).toMatchObject([
      { kind: "instance", total: 1, hits: [{ name: ghost, state: { tone: "gone" } }] },
    ]);
    expect(found.kinds[0]?.hits[0]?.path).toEqual([
      "groups",
      simulatedAccount,
      "us-east-1",
      "api",
      "prod-api",
      "instances",
      ghost,
    ]);
    expect(found.searched.unread).toBe(0);

    const part = await find(ghost.slice(2, 9));
    expect(part.kinds[0]?.hits.map(({ name }) => name)).toContain(ghost);
    expect((await find("recursive-deployment-limbo")).kinds[0]?.kind).toBe("rule");
  });

  it("an id seen nowhere gives nothing, and since when is recorded", async () => {
    const account = await observeAccount({ stories: [quietGroups] });
    const began = toIso(account.now());
    await account.read();
    const found = await makeFinder(account)("i-0ffffffffffffffff");
    expect(found.kinds).toEqual([]);
    expect(found.oldest).toBe(began);
  });

  it("groups that nobody has read yet are found by name, and counted", async () => {
    const account = await observeAccount({ stories: [quietGroups] });
    await account.read();
    const [scope] = await account.scopes();
    if (scope === undefined) throw new Error("no group");
    const { history, now: clock } = account;
    const unread = { ...scope, group: "not-read-yet" };
    const entries = createViewCache<KnownEntries>({ keepMs: 1e9, most: 100 });
    const searched = { clock, history, places: () => [place], scopes: async () => [scope, unread], entries };
    const found = await findEverywhere(searched, "not-read");
    expect(found.kinds[0]?.hits[0]?.name).toBe(`${scope.application} / not-read-yet`);
    expect(found.searched).toEqual({ groups: 2, unread: 1 });
  });
});
