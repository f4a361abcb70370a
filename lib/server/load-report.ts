import { type Place, type Scope, toPlaceKey, toScopeKey } from "#lib/domain/scope.ts";
import { toIso } from "#lib/domain/time.ts";
import type { Report } from "#lib/report/schema.ts";
import { toFailureView } from "#lib/report/sources.ts";
import { buildView } from "#lib/server/build-view.ts";
import { parseTimeQuery, type TimeQuery } from "#lib/server/query.ts";
import { listScopes } from "#lib/server/scopes.ts";
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
    return refuse(503, "aws-not-reachable", `AWS cannot be read: ${message.replace(/\.?$/, ".")} ${remedy}`);
  }
  const { services } = loaded;
  const parsed = parseTimeQuery(query, services.clock());
  if (!parsed.ok) return refuse(400, "bad-query", parsed.message);
  const missing = await findMissing(services, scope);
  if (missing !== undefined) return refuse(404, "unknown-group", missing);
  if (query.at === undefined) await services.collector.watch(scope);
  const { history } = services;
  const firstReadAt = history.firstReadAt(toScopeKey(scope));
  if (query.at !== undefined && (firstReadAt === undefined || parsed.window.at < firstReadAt)) {
    const since =
      firstReadAt === undefined ? "has not been read yet" : `is recorded since ${toIso(firstReadAt)}`;
    return refuse(
      404,
      "not-recorded",
      `Nothing was recorded at ${query.at}: this deployment group ${since}.`,
    );
  }
  // A first reading takes a moment: the page shows the time it was finished, not the time it was asked for.
  const window = query.at === undefined ? parseTimeQuery(query, services.clock()) : parsed;
  if (!window.ok) return refuse(400, "bad-query", window.message);
  return { ok: true, report: buildView(history, scope, window.window) };
}

/** Why there is no such deployment group; undefined if there is, or if the inventory cannot tell. */
async function findMissing(services: Services, scope: Scope): Promise<string | undefined> {
  const { connection, collector, history, clock } = services;
  const place = connection.places.find((known) => toPlaceKey(known) === toPlaceKey(scope));
  if (place === undefined) {
    const known = connection.places.map(({ account, region }) => `${account} ${region}`).join(", ");
    return `Account ${scope.account} in ${scope.region} is not read here. This installation reads: ${known}.`;
  }
  if (isListed(services, place, scope)) return undefined;
  if (history.firstReadAt(toPlaceKey(place)) === undefined) await collector.readInventory(place);
  if (isListed(services, place, scope)) return undefined;
  const inventory = history.asOf(toPlaceKey(place), clock(), clock()).sources;
  if (!inventory.every((state) => state.status === "ok")) return undefined;
  return `CodeDeploy lists no deployment group ${scope.group} of application ${scope.application} in ${scope.account} ${scope.region}. It may have been renamed or deleted, or made in the last minute.`;
}

function isListed({ history, clock }: Services, place: Place, scope: Scope): boolean {
  return listScopes(history, place, clock()).some((known) => toScopeKey(known) === toScopeKey(scope));
}

function refuse(status: number, code: string, message: string): LoadedReport {
  return { ok: false, status, error: { code, message } };
}
