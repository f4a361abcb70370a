import { type Scope, toPlaceKey, toScopeKey } from "#lib/domain/scope.ts";
import { toIso } from "#lib/domain/time.ts";
import { type Bounds, HistoryTrouble } from "#lib/history/history.ts";
import type { Report } from "#lib/report/schema.ts";
import { toFailureView } from "#lib/report/sources.ts";
import { buildView } from "#lib/server/build-view.ts";
import { parseTimeQuery, type TimeQuery } from "#lib/server/query.ts";
import { loadServices, type Services } from "#lib/server/services.ts";

export type Refusal = { readonly code: string; readonly message: string };
export type LoadedReport =
  | { readonly ok: true; readonly report: Report }
  | { readonly ok: false; readonly status: number; readonly error: Refusal };

/** The report of one deployment group, now or as it was known at an instant. Looking marks the group as watched. */
export async function loadReport(scope: Scope, query: TimeQuery): Promise<LoadedReport> {
  const loaded = await loadServices();
  if (!loaded.ok) {
    const { message, remedy } = toFailureView(loaded.failure);
    if (loaded.code === "history-not-available") return refuse(503, loaded.code, message);
    return refuse(503, loaded.code, `AWS cannot be read: ${message.replace(/\.?$/, ".")} ${remedy}`);
  }
  try {
    return await load(loaded.services, scope, query);
  } catch (cause) {
    if (!(cause instanceof HistoryTrouble)) throw cause;
    return refuse(503, "history-not-available", cause.message);
  }
}

async function load(services: Services, scope: Scope, query: TimeQuery): Promise<LoadedReport> {
  const asked = query.at === undefined || query.at === "" ? "now" : "past";
  const parsed = parseTimeQuery(query, services.clock());
  if (!parsed.ok) return refuse(400, "bad-query", parsed.message);
  const missing = await findMissing(services, scope);
  if (missing !== undefined) return refuse(404, "unknown-group", missing);
  const { history } = services;
  const historyTrouble = services.historyTrouble();
  const trouble = historyTrouble === undefined ? {} : { historyTrouble };
  if (asked === "past") {
    const notRecorded = toNotRecorded(
      await history.bounds(toScopeKey(scope), parsed.window.at),
      parsed.window.at,
    );
    if (notRecorded !== undefined) return refuse(404, "not-recorded", notRecorded);
    return {
      ok: true,
      report: await buildView({ history, scope, window: parsed.window, asked, ...trouble }),
    };
  }
  // A group that is gone has a past, but nothing to read.
  if (await isListed(services, scope)) await services.watch(scope);
  const build = async () => {
    // A first reading takes a moment: the page shows the time it was finished, not the time it was asked for.
    const window = parseTimeQuery(query, services.clock());
    if (!window.ok) throw new RangeError(window.message);
    return await buildView({ history, scope, window: window.window, asked, ...trouble });
  };
  const isDefault = query.from === undefined && query.to === undefined;
  const report = isDefault ? services.reports.get(toScopeKey(scope), build) : build();
  return { ok: true, report: await report };
}

/** Why nothing can be shown of an instant; undefined where something can. */
function toNotRecorded({ recordedFrom, filledFrom }: Bounds, at: number): string | undefined {
  const earliest = filledFrom ?? recordedFrom;
  if (earliest === undefined) return "This deployment group has not been read yet: it has no past here.";
  if (at >= earliest) return undefined;
  return `Nothing is known of ${new Date(at).toISOString()}: what is known of this deployment group begins at ${toIso(earliest)}.`;
}

/** Why there is no such deployment group; undefined if there is, or if the inventory cannot tell. */
async function findMissing(services: Services, scope: Scope): Promise<string | undefined> {
  const { history, clock } = services;
  const places = services.places();
  const place = places.find((known) => toPlaceKey(known) === toPlaceKey(scope));
  if (place === undefined) {
    const known = places.map(({ account, region }) => `${account} ${region}`).join(", ");
    return `Account ${scope.account} in ${scope.region} is not read here. This installation reads: ${known}.`;
  }
  if (await isListed(services, scope)) return undefined;
  const { sources } = await history.current(toPlaceKey(place));
  if (sources.length === 0) await services.readInventory(place);
  if (await isListed(services, scope)) return undefined;
  const { recordedFrom } = await history.bounds(toScopeKey(scope), clock());
  if (recordedFrom !== undefined) return undefined;
  const inventory = await history.current(toPlaceKey(place));
  if (!inventory.sources.every((state) => state.status === "ok")) return undefined;
  return `CodeDeploy lists no deployment group ${scope.group} of application ${scope.application} in ${scope.account} ${scope.region}. It may have been renamed or deleted, or made in the last minute.`;
}

async function isListed(services: Services, scope: Scope): Promise<boolean> {
  const scopes = await services.scopes(scope);
  return scopes.some((known) => toScopeKey(known) === toScopeKey(scope));
}

function refuse(status: number, code: string, message: string): LoadedReport {
  return { ok: false, status, error: { code, message } };
}
