import { expect, it } from "vitest";
import { addMs, minuteMs } from "#lib/domain/time.ts";
import { buildRow } from "#lib/server/build-row.ts";
import { buildPastRow } from "#lib/server/build-view.ts";
import { quietGroups, recursiveLimbo } from "#lib/simulator/scenarios/index.ts";
import { observeAccount } from "#lib/testing/observed-account.ts";

it("a row of the past out of the whole history is the row that the group's own history gives", async () => {
  const account = await observeAccount({ stories: [recursiveLimbo, quietGroups] });
  const { history } = account;
  await account.read();
  const began = account.now();
  await account.elapseUntil(addMs(began, 10 * minuteMs), 60);
  const scopes = await account.scopes();
  expect(scopes.length).toBeGreaterThan(3);
  for (const minutes of [-5, 0, 1, 4, 10]) {
    const at = addMs(began, minutes * minuteMs);
    const all = await history.allAsOf(at);
    for (const scope of scopes)
      expect(buildPastRow(scope, at, all)).toEqual(await buildRow(history, scope, { at, asked: "past" }));
  }
});
