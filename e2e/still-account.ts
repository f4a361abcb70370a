import type { Page, Route } from "@playwright/test";
import { addMs, hourMs, toIso } from "#lib/domain/time.ts";
import type { Fleet, SeverityStrip } from "#lib/report/schema.ts";
import { compareRows, toGroupRow } from "#lib/report/to-row.ts";
import type { Story } from "#lib/simulator/scenarios/stage.ts";
import { type ObservedAccount, observeAccount } from "#lib/testing/observed-account.ts";

/** Long enough for the third lap, and for whatever needs two readings to be believed. */
const recordedMinutes = 90;

/** An account in which it is always the same moment, so that a picture of a page is the same in every run. */
export async function openStillAccount(stories: readonly Story[]): Promise<ObservedAccount> {
  const account = await observeAccount({ stories, minutesEarly: recordedMinutes });
  await account.read();
  for (let minute = 0; minute < recordedMinutes; minute += 5) await account.elapse(5 * 60);
  await account.elapse(30);
  return account;
}

/** From the first reading after it was served, the page shows the still account. */
export async function showStill(page: Page, account: ObservedAccount): Promise<void> {
  await page.clock.setFixedTime(account.now());
  await page.route("**/api/groups/*/*/*/*/report*", async (route) => {
    const group = decodeURIComponent(new URL(route.request().url()).pathname.split("/")[6] ?? "");
    await answer(route, await account.report(group));
  });
  await page.route("**/api/groups/*/*/*/*/severity*", (route) => answer(route, toCalmDay(account)));
  const fleet = await toFleet(account);
  await page.route("**/api/groups", (route) => answer(route, fleet));
}

/** A day in which nothing was found: the strip has journeys of its own. */
function toCalmDay(account: ObservedAccount): SeverityStrip {
  const to = account.now();
  const buckets = Array.from({ length: 48 }, () => ({ severity: "none" as const }));
  return { from: toIso(addMs(to, -24 * hourMs)), to: toIso(to), bucketMinutes: 30, buckets };
}

async function answer(route: Route, body: unknown): Promise<void> {
  await route.fulfill({ contentType: "application/json", body: JSON.stringify(body) });
}

async function toFleet(account: ObservedAccount): Promise<Fleet> {
  const scopes = await account.scopes();
  const reports = await Promise.all(scopes.map(({ group }) => account.report(group)));
  const places = new Map(
    scopes.map(({ account: id, region }) => [`${id} ${region}`, { account: id, region }]),
  );
  const at = toIso(account.now());
  return {
    at,
    mode: "now",
    historyTrouble: null,
    groups: reports.map(toGroupRow).sort(compareRows),
    trouble: [],
    places: [...places.values()].map((place) => ({
      ...place,
      groupsKnown: true,
      readAt: at,
      callsLastMinute: 42,
    })),
  };
}
