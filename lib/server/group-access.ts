import { type Scope, toPlaceKey, toScopeKey } from "#lib/domain/scope.ts";
import { type Instant, toIso } from "#lib/domain/time.ts";
import { type Refused, refuse } from "#lib/server/refuse.ts";
import type { Services } from "#lib/server/services.ts";

/** Refuses what is not here; undefined where the group can be shown, or where the inventory cannot tell. */
export async function refuseMissing(services: Services, scope: Scope): Promise<Refused | undefined> {
  const missing = await findMissing(services, scope);
  return missing === undefined ? undefined : refuse(404, "unknown-group", missing);
}

/** Refuses what is not here, and an instant of which nothing is known; undefined where both are. */
export async function refuseUnknown(
  services: Services,
  scope: Scope,
  at: Instant,
): Promise<Refused | undefined> {
  return (await refuseMissing(services, scope)) ?? (await refuseNotRecorded(services, scope, at));
}

/** Refuses an instant of which nothing is known; undefined where something is. */
export async function refuseNotRecorded(
  { history }: Services,
  scope: Scope,
  at: Instant,
): Promise<Refused | undefined> {
  const { recordedFrom, filledFrom } = await history.bounds(toScopeKey(scope), at);
  const earliest = filledFrom ?? recordedFrom;
  if (earliest === undefined) {
    const message = "This deployment group has not been read yet: it has no past here.";
    return refuse(404, "not-recorded", message);
  }
  if (at >= earliest) return undefined;
  const message = `Nothing is known of ${toIso(at)}: what is known of this deployment group begins at ${toIso(earliest)}.`;
  return refuse(404, "not-recorded", message);
}

/** Why there is no such deployment group; undefined if there is, or if the inventory cannot tell. */
async function findMissing(services: Services, scope: Scope): Promise<string | undefined> {
  const { history, clock } = services;
  const places = services.places();
  const place = places.find((known) => toPlaceKey(known) === toPlaceKey(scope));
  if (place === undefined) {
    const known = places.map(({ account, region }) => `${account} ${region}`).join(", ");
    return `Account ${scope.account} in ${scope.region} is not read here. This installation reads: ${known}.`;
  }
  if (await isListed(services, scope)) return undefined;
  const { sources } = await history.current(toPlaceKey(place));
  if (sources.length === 0) await services.readInventory(place);
  if (await isListed(services, scope)) return undefined;
  const { recordedFrom } = await history.bounds(toScopeKey(scope), clock());
  if (recordedFrom !== undefined) return undefined;
  const inventory = await history.current(toPlaceKey(place));
  const isRead = inventory.sources.length > 0 && inventory.sources.every((state) => state.status === "ok");
  if (!isRead) return undefined;
  return `CodeDeploy lists no deployment group ${scope.group} of application ${scope.application} in ${scope.account} ${scope.region}. It may have been renamed or deleted, or made in the last minute.`;
}

export async function isListed(services: Services, scope: Scope): Promise<boolean> {
  const scopes = await services.scopes(scope);
  return scopes.some((known) => toScopeKey(known) === toScopeKey(scope));
}
