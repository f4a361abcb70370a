import type { Scope } from "#lib/domain/scope.ts";
import type { FactsAt } from "#lib/report/schema.ts";
import { buildFacts } from "#lib/server/build-facts.ts";
import { type FactsQuery, parseFactsQuery } from "#lib/server/facts-query.ts";
import { type Refused, refuse, refuseUnknown, withServices } from "#lib/server/group-access.ts";

export type LoadedFacts = { readonly ok: true; readonly facts: FactsAt } | Refused;

/** What AWS said about an instance at an instant. Nobody reads AWS for it. */
export async function loadFacts(scope: Scope, query: FactsQuery): Promise<LoadedFacts> {
  return await withServices<LoadedFacts>(async (services) => {
    const parsed = parseFactsQuery(query, services.clock());
    if (!parsed.ok) return refuse(400, "bad-query", parsed.message);
    const refused = await refuseUnknown(services, scope, parsed.asked.at);
    if (refused !== undefined) return refused;
    return { ok: true, facts: await buildFacts({ history: services.history, scope, ...parsed.asked }) };
  });
}
