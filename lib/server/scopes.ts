import type { Revision } from "#lib/domain/fact.ts";
import { type Place, type Scope, toPlaceKey } from "#lib/domain/scope.ts";
import type { Instant } from "#lib/domain/time.ts";
import type { History } from "#lib/history/history.ts";
import { toFacts } from "#lib/server/facts.ts";

/** The deployment groups of a place that run on instances: Lambda and ECS groups have none. */
export async function listScopes(history: History, place: Place, at: Instant): Promise<readonly Scope[]> {
  const { revisions } = await history.asOf(toPlaceKey(place), at, at);
  return toScopes(place, revisions);
}

export function toScopes(place: Place, revisions: readonly Revision[] = []): readonly Scope[] {
  return toFacts(revisions)
    ["region-group"].map((revision) => revision.value)
    .filter((group) => group.computePlatform === undefined || group.computePlatform === "Server")
    .map((group) => ({ ...place, application: group.application, group: group.name }));
}
