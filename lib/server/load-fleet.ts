import { type Place, type Scope, toPlaceKey, toScopeKey } from "#lib/domain/scope.ts";
import { type Instant, secondMs, toInstant, toIso } from "#lib/domain/time.ts";
import type { Fleet, GroupRow } from "#lib/report/schema.ts";
import { toFailureView } from "#lib/report/sources.ts";
import { compareRows } from "#lib/report/to-row.ts";
import { buildStandingRow } from "#lib/server/build-view.ts";
import { mapInTurn } from "#lib/server/map-in-turn.ts";
import { AtQuery } from "#lib/server/query.ts";
import { toScopes } from "#lib/server/scopes.ts";
import type { Services } from "#lib/server/services.ts";
import { loadStandings, type Standing } from "#lib/server/standing.ts";
import { defineUseCase } from "#lib/server/use-case.ts";

/** A first page may wait this long for the first readings; after that it shows what is there. */
const firstLookMs = 4 * secondMs;

/** All deployment groups of all places, worst first; with `at`, as they were known at that instant. */
export const loadFleet = defineUseCase<typeof AtQuery.shape, Fleet>({
  query: AtQuery,
  async answer(services, { at }) {
    if (at === undefined) return await buildNow(services);
    return await services.pastFleets.get(String(at), () => buildPast(services, at));
  },
  answerUnreached({ place, failure }) {
    return {
      at: toIso(toInstant(Date.now())),
      mode: "now",
      historyTrouble: null,
      groups: [],
      trouble: [{ ...place, failure: toFailureView(failure) }],
      places: [{ ...place, groupsKnown: false, readAt: null, callsLastMinute: 0 }],
    };
  },
});

async function buildNow(services: Services): Promise<Fleet> {
  await waitForFirstLook(services);
  const { clock, history } = services;
  const groups: GroupRow[] = [];
  for (const place of services.places()) {
    const standing = await history.current(toPlaceKey(place));
    const scopes = await services.scopes(place);
    groups.push(...(await mapInTurn(scopes, (scope) => loadRow(services, scope, standing))));
  }
  return {
    ...(await buildAround(services, clock())),
    at: toIso(clock()),
    mode: "now",
    groups: sortRows(groups),
  };
}

/** A group as it stands: the same row for all who look. `place`: what is known of its place, where that is at hand. */
export async function loadRow(
  { rows, clock, history }: Services,
  scope: Scope,
  place?: Standing,
): Promise<GroupRow> {
  const part = toScopeKey(scope);
  return await rows.get(part, async () => {
    const region = place ?? (await history.current(toPlaceKey(scope)));
    const own = await history.current(part);
    return buildStandingRow({ scope, at: clock(), asked: "now", own, place: region });
  });
}

async function buildPast(services: Services, at: Instant): Promise<Fleet> {
  const load = await loadStandings(services.history, at);
  const groups: GroupRow[] = [];
  for (const one of services.places()) {
    const place = await load(toPlaceKey(one));
    const rows = await mapInTurn(toScopes(one, place.revisions), async (scope) =>
      buildStandingRow({ scope, at, asked: "past", own: await load(toScopeKey(scope)), place }),
    );
    groups.push(...rows);
  }
  return { ...(await buildAround(services, at)), at: toIso(at), mode: "recorded", groups: sortRows(groups) };
}

function sortRows(rows: readonly GroupRow[]): GroupRow[] {
  return [...rows].sort(compareRows);
}

async function buildAround(
  services: Services,
  at: Instant,
): Promise<Pick<Fleet, "historyTrouble" | "trouble" | "places">> {
  const places = services.places();
  const trouble = await Promise.all(places.map((place) => buildTrouble(services, place, at)));
  return {
    historyTrouble: services.historyTrouble() ?? null,
    trouble: [
      ...services
        .unreached()
        .flatMap(({ name, regions, failure }) =>
          regions.map((region) => ({ account: name, region, failure: toFailureView(failure) })),
        ),
      ...trouble.flat(),
    ],
    places: await Promise.all(places.map((place) => buildPlace(services, place, at))),
  };
}

/** Only what nobody has read yet: a viewer who comes while the first readings are under way costs nothing more. */
async function waitForFirstLook(services: Services): Promise<void> {
  const giveUpAtMs = performance.now() + firstLookMs;
  const asked = new Set<string>();
  for (;;) {
    const leftMs = giveUpAtMs - performance.now();
    if (leftMs <= 0) return;
    const reading = services.nextReading(leftMs);
    const unread = await findUnread(services);
    if (unread.groups === 0 && unread.places.length === 0) return;
    for (const place of unread.places) {
      if (asked.has(toPlaceKey(place))) continue;
      asked.add(toPlaceKey(place));
      void services.readInventory(place);
    }
    await reading;
  }
}

async function findUnread(
  services: Services,
): Promise<{ readonly places: readonly Place[]; readonly groups: number }> {
  const read = new Set((await services.history.partStates()).map(({ part }) => part));
  const places = services.places();
  const scopes = (await Promise.all(places.map(services.scopes))).flat();
  return {
    places: places.filter((place) => !read.has(toPlaceKey(place))),
    groups: scopes.filter((scope) => !read.has(toScopeKey(scope))).length,
  };
}

async function buildTrouble({ history }: Services, place: Place, at: Instant): Promise<Fleet["trouble"]> {
  const { sources } = await history.asOf(toPlaceKey(place), at, at);
  const [failure] = sources.flatMap((state) => state.failures);
  return failure === undefined ? [] : [{ ...place, failure: toFailureView(failure) }];
}

async function buildPlace(
  { history, spent, isHeld }: Services,
  place: Place,
  at: Instant,
): Promise<Fleet["places"][number]> {
  const { sources } = await history.asOf(toPlaceKey(place), at, at);
  const readAt = sources.map((state) => state.readAt).find((time) => time !== undefined);
  const calls = spent()
    .filter((one) => toPlaceKey(one.place) === toPlaceKey(place))
    .reduce((sum, { lastMinute }) => sum + lastMinute, 0);
  return {
    ...place,
    groupsKnown: sources.length > 0 && sources.every((state) => state.status === "ok"),
    readAt: readAt === undefined ? null : toIso(readAt),
    callsLastMinute: isHeld(place) ? calls : null,
  };
}
