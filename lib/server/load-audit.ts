import "server-only";
import * as z from "zod";
import { type Place, type Scope, toPlaceKey, toScopeKey } from "#lib/domain/scope.ts";
import { type Instant, toInstant } from "#lib/domain/time.ts";
import { toAuditCsv } from "#lib/report/audit/audit-csv.ts";
import { auditGroup } from "#lib/report/audit/audit-group.ts";
import { buildAudit, type PlaceAudit } from "#lib/report/audit/build-audit.ts";
import type { AuditFilter } from "#lib/report/audit/filter-rows.ts";
import { inventoryId } from "#lib/report/audit/gap-rows.ts";
import type { GroupAudit } from "#lib/report/audit/group-audit.ts";
import { type Audit, GroupSeverity } from "#lib/report/schema.ts";
import { kindsOf, toFacts } from "#lib/server/facts.ts";
import { mapInTurn } from "#lib/server/map-in-turn.ts";
import { ShownMoment } from "#lib/server/query.ts";
import { toScopes } from "#lib/server/scopes.ts";
import type { Services } from "#lib/server/services.ts";
import { loadStandings } from "#lib/server/standing.ts";
import { defineUseCase } from "#lib/server/use-case.ts";

const severities = GroupSeverity.options;

/** Hooks, suspended processes and leftovers in all places, worst first; with `at`, as they were known at that instant. */
export const loadAudit = defineUseCase({
  query: z.object({
    at: ShownMoment.optional(),
    severity: z.enum(severities, `is no severity: choose one of ${severities.join(", ")}`).optional(),
    q: z.string().trim().default(""),
    format: z.enum(["json", "csv"], "is not known: choose json or csv").default("json"),
  }),
  async answer(services, { at, severity, q }) {
    const filter = { severity, text: q };
    if (at === undefined) return await build(services, at, filter);
    return await services.pastAudits.get(`${at} ${severity} ${q}`, () => build(services, at, filter));
  },
  answerUnreached(unreached, { severity, q }) {
    return buildAudit({
      now: toInstant(Date.now()),
      mode: "now",
      historyTrouble: undefined,
      places: [],
      unreached: [unreached],
      filter: { severity, text: q },
    });
  },
});

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

async function build(services: Services, past: Instant | undefined, filter: AuditFilter): Promise<Audit> {
  const places: PlaceAudit[] = [];
  const load = await loadStandings(services.history, past);
  for (const place of services.places()) places.push(await auditPlace(services, place, { past, load }));
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

/** What is known of a part, now or then. */
type Load = Awaited<ReturnType<typeof loadStandings>>;

async function auditPlace(
  services: Services,
  place: Place,
  { past, load }: { readonly past: Instant | undefined; readonly load: Load },
): Promise<PlaceAudit> {
  const { clock, audits } = services;
  const region = await load(toPlaceKey(place));
  const { "region-group": regionGroups } = toFacts(region.revisions);
  const audit = async (scope: Scope): Promise<GroupAudit> => {
    const own = await load(toScopeKey(scope));
    const facts = { ...toFacts(own.revisions), "region-group": regionGroups };
    const sources = [...own.sources, ...region.sources];
    return auditGroup({ scope, now: past ?? clock(), facts, sources, kindsOf });
  };
  return {
    place,
    inventory: region.sources.find(({ id }) => id === inventoryId),
    groups: await mapInTurn(toScopes(place, region.revisions), (scope) =>
      past === undefined ? audits.get(toScopeKey(scope), () => audit(scope)) : audit(scope),
    ),
  };
}
