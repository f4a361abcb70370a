import type { Scope } from "#lib/domain/scope.ts";
import type { Changes } from "#lib/report/schema.ts";
import { buildChanges } from "#lib/server/build-changes.ts";
import { type ChangesQuery, parseChangesQuery } from "#lib/server/facts-query.ts";
import { type Refused, refuse, refuseUnknown, withServices } from "#lib/server/group-access.ts";

export type LoadedChanges = { readonly ok: true; readonly changes: Changes } | Refused;

/** What changed between two instants. Nobody reads AWS for it. */
export async function loadChanges(scope: Scope, query: ChangesQuery): Promise<LoadedChanges> {
  return await withServices<LoadedChanges>(async (services) => {
    const parsed = parseChangesQuery(query, services.clock());
    if (!parsed.ok) return refuse(400, "bad-query", parsed.message);
    const refused = await refuseUnknown(services, scope, parsed.asked.from);
    if (refused !== undefined) return refused;
    return { ok: true, changes: await buildChanges({ history: services.history, scope, ...parsed.asked }) };
  });
}
