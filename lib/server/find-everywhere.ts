import { type Place, type Scope, toScopeKey } from "#lib/domain/scope.ts";
import { toIso } from "#lib/domain/time.ts";
import { type Entry, toGroupEntries, toRuleEntry } from "#lib/report/find-entries.ts";
import { toFoundKinds } from "#lib/report/find-hits.ts";
import type { Found } from "#lib/report/schema.ts";
import { toFacts } from "#lib/server/facts.ts";
import { loadRules } from "#lib/server/load-rules.ts";
import { mapInTurn } from "#lib/server/map-in-turn.ts";
import type { Services } from "#lib/server/services.ts";
import type { ViewCache } from "#lib/server/view-cache.ts";

type Searched = Pick<Services, "clock" | "history"> & {
  places(): readonly Place[];
  scopes(place: Place): Promise<readonly Scope[]>;
  /** What can be found in each group, until it is read again. */
  readonly entries: ViewCache<readonly Entry[] | undefined>;
};

/** Searches what was last read of all groups, and the rules. */
export async function findEverywhere(searched: Searched, q: string): Promise<Found> {
  const { clock, history, places, scopes, entries } = searched;
  const all = (await Promise.all(places().map(scopes))).flat();
  const held = await mapInTurn(all, (scope) =>
    entries.get(toScopeKey(scope), () => loadEntries(history, scope)),
  );
  const known = held.flatMap((own, index) => own ?? toBareGroup(all[index]));
  const { since } = await history.storage();
  return {
    at: toIso(clock()),
    q,
    kinds: toFoundKinds([...known, ...loadRules().map(toRuleEntry)], q),
    searched: { groups: all.length, unread: held.filter((own) => own === undefined).length },
    oldest: since === undefined ? null : toIso(since),
  };
}

/** Undefined where nobody has read the group yet. */
async function loadEntries(
  history: Services["history"],
  scope: Scope,
): Promise<readonly Entry[] | undefined> {
  const { revisions, sources } = await history.current(toScopeKey(scope));
  return sources.length === 0 ? undefined : toGroupEntries(scope, toFacts(revisions));
}

function toBareGroup(scope: Scope | undefined): readonly Entry[] {
  return scope === undefined ? [] : toGroupEntries(scope, toFacts([]));
}
