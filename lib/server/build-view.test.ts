import { expect, it } from "vitest";
import { toPlaceKey, toScopeKey } from "#lib/domain/scope.ts";
import { addMs, minuteMs } from "#lib/domain/time.ts";
import { buildRow } from "#lib/server/build-row.ts";
import { buildStandingRow } from "#lib/server/build-view.ts";
import { quietGroups, recursiveLimbo } from "#lib/simulator/scenarios/index.ts";
import { observeAccount } from "#lib/testing/observed-account.ts";

it("a row out of what is at hand is the row that the group's own history gives, now and in the past", async () => {
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
    const standingOf = (part: string) => all.get(part) ?? { revisions: [], sources: [] };
    for (const scope of scopes) {
      const [own, place] = [standingOf(toScopeKey(scope)), standingOf(toPlaceKey(scope))];
      const row = buildStandingRow({ scope, at, asked: "past", own, place });
      expect(row).toEqual(await buildRow(history, scope, { at, asked: "past" }));
    }
  }
  const at = account.now();
  for (const scope of scopes) {
    const [own, place] = [await history.current(toScopeKey(scope)), await history.current(toPlaceKey(scope))];
    const row = buildStandingRow({ scope, at, asked: "now", own, place });
    expect(row).toEqual(await buildRow(history, scope, { at, asked: "now" }));
  }
});
