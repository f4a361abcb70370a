import { type Scope, toScopeKey } from "#lib/domain/scope.ts";
import { toIso } from "#lib/domain/time.ts";
import { type Entry, toGroupEntries, toRuleEntry } from "#lib/report/find-entries.ts";
import { toFoundKinds } from "#lib/report/find-hits.ts";
import type { Found } from "#lib/report/schema.ts";
import { toFacts } from "#lib/server/facts.ts";
import { loadRules } from "#lib/server/load-rules.ts";
import { mapInTurn } from "#lib/server/map-in-turn.ts";
import type { Services } from "#lib/server/services.ts";

/** What can be found in a group; its name alone where nobody has read it yet. */
export type KnownEntries = { readonly entries: readonly Entry[]; readonly isRead: boolean };

type Searched = Pick<Services, "clock" | "history" | "places" | "scopes" | "entries">;

/** Searches what was last read of all groups, and the rules. */
export async function findEverywhere(searched: Searched, q: string): Promise<Found> {
  const { clock, history, places, scopes, entries } = searched;
  const all = (await Promise.all(places().map(scopes))).flat();
  const held = await mapInTurn(all, (scope) =>
    entries.get(toScopeKey(scope), () => loadEntries(history, scope)),
  );
  const known = held.flatMap((own) => own.entries);
  const { since } = await history.storage();
  return {
    at: toIso(clock()),
    q,
    kinds: toFoundKinds([...known, ...loadRules().map(toRuleEntry)], q),
    searched: { groups: all.length, unread: held.filter((own) => !own.isRead).length },
    oldest: since === undefined ? null : toIso(since),
  };
}

async function loadEntries(history: Services["history"], scope: Scope): Promise<KnownEntries> {
  const { revisions, sources } = await history.current(toScopeKey(scope));
  return { entries: toGroupEntries(scope, toFacts(revisions)), isRead: sources.length > 0 };
}
