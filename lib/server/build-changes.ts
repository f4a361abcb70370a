import { type Scope, toScopeKey } from "#lib/domain/scope.ts";
import { type Instant, toIso } from "#lib/domain/time.ts";
import type { History } from "#lib/history/history.ts";
import { compareStates } from "#lib/report/compare-states.ts";
import type { Changes } from "#lib/report/schema.ts";
import { groupSources } from "#lib/server/group-sources.ts";

type ChangesInput = {
  readonly history: History;
  readonly scope: Scope;
  readonly from: Instant;
  readonly to: Instant;
};

const mostChanges = 500;
const mostFields = 50;

/** What changed in a deployment group between two instants, as it was known at each. */
export async function buildChanges({ history, scope, from, to }: ChangesInput): Promise<Changes> {
  const part = toScopeKey(scope);
  const [before, after] = await Promise.all([history.asOf(part, from, from), history.asOf(part, to, to)]);
  const compared = compareStates({
    before: { at: from, ...before },
    after: { at: to, ...after },
    sources: groupSources,
    mostChanges,
    mostFields,
  });
  return { from: toIso(from), to: toIso(to), ...compared };
}
