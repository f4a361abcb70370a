import { type Scope, toScopeKey } from "#lib/domain/scope.ts";
import type { Report } from "#lib/report/schema.ts";
import { buildView } from "#lib/server/build-view.ts";
import {
  isListed,
  type Refused,
  refuse,
  refuseMissing,
  refuseNotRecorded,
  withServices,
} from "#lib/server/group-access.ts";
import { parseTimeQuery, type TimeQuery } from "#lib/server/query.ts";
import type { Services } from "#lib/server/services.ts";

export type { Refusal } from "#lib/server/group-access.ts";
export type LoadedReport = { readonly ok: true; readonly report: Report } | Refused;

/** The report of one deployment group, now or as it was known at an instant. Looking marks the group as watched. */
export async function loadReport(scope: Scope, query: TimeQuery): Promise<LoadedReport> {
  return await withServices((services) => load(services, scope, query));
}

async function load(services: Services, scope: Scope, query: TimeQuery): Promise<LoadedReport> {
  const asked = query.at === undefined || query.at === "" ? "now" : "past";
  const parsed = parseTimeQuery(query, services.clock());
  if (!parsed.ok) return refuse(400, "bad-query", parsed.message);
  const missing = await refuseMissing(services, scope);
  if (missing !== undefined) return missing;
  const { history } = services;
  const historyTrouble = services.historyTrouble();
  const trouble = historyTrouble === undefined ? {} : { historyTrouble };
  if (asked === "past") {
    const notRecorded = await refuseNotRecorded(services, scope, parsed.window.at);
    if (notRecorded !== undefined) return notRecorded;
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
