import "server-only";
import { type Place, type Scope, toPlaceKey, toScopeKey } from "#lib/domain/scope.ts";
import { type Instant, toInstant } from "#lib/domain/time.ts";
import { HistoryTrouble, type Recorded } from "#lib/history/history.ts";
import { toAuditCsv } from "#lib/report/audit/audit-csv.ts";
import { auditGroup } from "#lib/report/audit/audit-group.ts";
import { buildAudit, type PlaceAudit } from "#lib/report/audit/build-audit.ts";
import type { AuditFilter } from "#lib/report/audit/filter-rows.ts";
import { inventoryId } from "#lib/report/audit/gap-rows.ts";
import type { GroupAudit } from "#lib/report/audit/group-audit.ts";
import { type Audit, GroupSeverity } from "#lib/report/schema.ts";
import { kindsOf, toFacts } from "#lib/server/facts.ts";
import type { Refusal } from "#lib/server/load-report.ts";
import { mapInTurn } from "#lib/server/map-in-turn.ts";
import { parseTimeQuery } from "#lib/server/query.ts";
import { listScopes } from "#lib/server/scopes.ts";
import { loadServices, type Services } from "#lib/server/services.ts";

export type AuditQuery = { readonly at?: string; readonly severity?: string; readonly q?: string };

export type LoadedAudit =
  | { readonly ok: true; readonly audit: Audit }
  | { readonly ok: false; readonly status: number; readonly error: Refusal };

/** Hooks, suspended processes and leftovers in all places, worst first; with `at`, as they were known at that instant. */
export async function loadAudit(query: AuditQuery): Promise<LoadedAudit> {
  const filter = parseFilter(query);
  if (filter === undefined) {
    const allowed = GroupSeverity.options.join(", ");
    return refuse(400, "bad-query", `severity=${query.severity} is no severity: choose one of ${allowed}`);
  }
  const loaded = await loadServices();
  if (!loaded.ok) {
    const { code, place, failure } = loaded;
    if (code === "history-not-available") return refuse(503, code, failure.message);
    const now = toInstant(Date.now());
    const unreached = [{ place, failure }];
    const nothing = { now, mode: "now", historyTrouble: undefined, places: [], unreached, filter } as const;
    return { ok: true, audit: buildAudit(nothing) };
  }
  const { services } = loaded;
  const parsed = parseTimeQuery(query.at === undefined ? {} : { at: query.at }, services.clock());
  if (!parsed.ok) return refuse(400, "bad-query", parsed.message);
  try {
    const past = query.at === undefined || query.at === "" ? undefined : parsed.window.at;
    return { ok: true, audit: await build(services, past, filter) };
  } catch (cause) {
    if (!(cause instanceof HistoryTrouble)) throw cause;
    return refuse(503, "history-not-available", cause.message);
  }
}

/** The audit as a file that spreadsheets open, named after its instant. */
export function toAuditCsvResponse(audit: Audit): Response {
  const name = `ghostline-audit-${audit.at.slice(0, 19).replaceAll(":", "")}Z.csv`;
  return new Response(toAuditCsv(audit), {
    headers: {
      "cache-control": "no-store",
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${name}"`,
    },
  });
}

function refuse(status: number, code: string, message: string): LoadedAudit {
  return { ok: false, status, error: { code, message } };
}

function parseFilter({ severity = "", q = "" }: AuditQuery): AuditFilter | undefined {
  const known = GroupSeverity.options.find((one) => one === severity);
  return severity !== "" && known === undefined ? undefined : { severity: known, text: q.trim() };
}

async function build(services: Services, past: Instant | undefined, filter: AuditFilter): Promise<Audit> {
  const places: PlaceAudit[] = [];
  for (const place of services.places()) places.push(await auditPlace(services, place, past));
  return buildAudit({
    now: past ?? services.clock(),
    mode: past === undefined ? "now" : "recorded",
    historyTrouble: services.historyTrouble(),
    places,
    unreached: services
      .unreached()
      .flatMap(({ name, regions, failure }) =>
        regions.map((region) => ({ place: { account: name, region }, failure })),
      ),
    filter,
  });
}

type Known = Pick<Recorded, "revisions" | "sources">;

async function auditPlace(services: Services, place: Place, past: Instant | undefined): Promise<PlaceAudit> {
  const { history, clock } = services;
  const load = (part: string): Promise<Known> =>
    past === undefined ? history.current(part) : history.asOf(part, past, past);
  const region = await load(toPlaceKey(place));
  const { "region-group": regionGroups } = toFacts(region.revisions);
  const audit = async (scope: Scope): Promise<GroupAudit> => {
    const own = await load(toScopeKey(scope));
    const facts = { ...toFacts(own.revisions), "region-group": regionGroups };
    const sources = [...own.sources, ...region.sources];
    return auditGroup({ scope, now: past ?? clock(), facts, sources, kindsOf });
  };
  const scopes = past === undefined ? await services.scopes(place) : await listScopes(history, place, past);
  return {
    place,
    inventory: region.sources.find(({ id }) => id === inventoryId),
    groups: await mapInTurn(scopes, (scope) =>
      past === undefined ? services.audits.get(toScopeKey(scope), () => audit(scope)) : audit(scope),
    ),
  };
}
