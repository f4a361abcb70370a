import { type Place, type Scope, toPlaceKey, toScopeKey } from "#lib/domain/scope.ts";
import { secondMs, toIso } from "#lib/domain/time.ts";
import type { Fleet, GroupRow } from "#lib/report/schema.ts";
import { toFailureView } from "#lib/report/sources.ts";
import { compareRows, toGroupRow } from "#lib/report/to-row.ts";
import { buildView } from "#lib/server/build-view.ts";
import { listScopes } from "#lib/server/scopes.ts";
import { loadServices, type Services } from "#lib/server/services.ts";

/** A first page may wait this long for the first readings; after that it shows what is there. */
const firstLookMs = 4 * secondMs;

/** All deployment groups of all places, worst first. */
export async function loadFleet(): Promise<Fleet> {
  const loaded = await loadServices();
  if (!loaded.ok) {
    const { place, failure } = loaded;
    const trouble = [{ ...place, failure: toFailureView(failure) }];
    return {
      at: new Date().toISOString(),
      groups: [],
      trouble,
      places: [{ ...place, groupsKnown: false, readAt: null, callsLastMinute: 0 }],
    };
  }
  const { services } = loaded;
  await waitForFirstLook(services);
  const { connection } = services;
  const scopes = connection.places.flatMap((place) => [
    ...listScopes(services.history, place, services.clock()),
  ]);
  const groups = scopes.map((scope) => buildRow(services, scope)).sort(compareRows);
  return {
    at: toIso(services.clock()),
    groups,
    trouble: connection.places.flatMap((place) => buildTrouble(services, place)),
    places: connection.places.map((place) => buildPlace(services, place)),
  };
}

function buildRow({ history, clock }: Services, scope: Scope): GroupRow {
  const now = clock();
  return toGroupRow(buildView(history, scope, { at: now, to: now }));
}

async function waitForFirstLook({ history, connection, collector, clock }: Services): Promise<void> {
  const isRead = (place: Place) => {
    const scopes = listScopes(history, place, clock());
    return (
      history.firstReadAt(toPlaceKey(place)) !== undefined &&
      scopes.every((scope) => history.firstReadAt(toScopeKey(scope)) !== undefined)
    );
  };
  if (connection.places.every(isRead)) return;
  const giveUpAt = clock() + firstLookMs;
  // Only what nobody has read yet: a viewer who comes while the first readings are under way costs nothing more.
  const unread = connection.places.filter((place) => history.firstReadAt(toPlaceKey(place)) === undefined);
  await Promise.race([Promise.all(unread.map(collector.readInventory)), sleep(firstLookMs)]);
  while (!connection.places.every(isRead) && clock() < giveUpAt) await sleep(50);
}

function buildTrouble({ history, clock }: Services, place: Place): Fleet["trouble"] {
  const failures = history
    .asOf(toPlaceKey(place), clock(), clock())
    .sources.flatMap((state) => state.failures)
    .slice(0, 1);
  return failures.map((failure) => ({ ...place, failure: toFailureView(failure) }));
}

function buildPlace({ history, clock, connection }: Services, place: Place): Fleet["places"][number] {
  const states = history.asOf(toPlaceKey(place), clock(), clock()).sources;
  const readAt = states.map((state) => state.readAt).find((time) => time !== undefined);
  return {
    ...place,
    groupsKnown: states.length > 0 && states.every((state) => state.status === "ok"),
    readAt: readAt === undefined ? null : toIso(readAt),
    callsLastMinute: connection.port
      .spent()
      .filter((spent) => toPlaceKey(spent.place) === toPlaceKey(place))
      .reduce((sum, { lastMinute }) => sum + lastMinute, 0),
  };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
