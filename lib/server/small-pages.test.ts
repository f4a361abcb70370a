import { expect, it } from "vitest";
import { documentedPageSizes, type PagedOperation } from "#lib/simulator/handlers/page-sizes.ts";
import * as demo from "#lib/simulator/scenarios/index.ts";
import { observeAccount } from "#lib/testing/observed-account.ts";

it.each([
  demo.recursiveLimbo,
  demo.rollingDeployment,
  demo.scaleInAndOut,
  demo.orphanHook,
  demo.twoGroupsOneAsg,
  demo.failingScript,
])("$id: pages of two say what whole pages say", async (story) => {
  const names = Object.keys(documentedPageSizes) as PagedOperation[];
  const pageSizes = Object.fromEntries(names.map((name) => [name, 2]));
  const [whole, paged] = [
    await observeAccount({ stories: [story] }),
    await observeAccount({ stories: [story], mount: { pageSizes } }),
  ];
  for (const account of [whole, paged]) {
    await account.read();
    for (let reading = 0; reading < 5; reading += 1) await account.elapse(15);
  }
  expect(paged.simulator.calls.count()).toBeGreaterThan(whole.simulator.calls.count());
  for (const { group } of await whole.scopes())
    expect(await paged.report(group)).toEqual(await whole.report(group));
});
